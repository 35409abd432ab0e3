package io.fovea.ops.convolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.ops.ActivationOperation;
import io.fovea.ops.Buffer;
import io.fovea.ops.Epilogue;
import io.fovea.ops.Halo;
import io.fovea.ops.Layout;
import io.fovea.ops.Operation;
import io.fovea.ops.Parameter;
import io.fovea.ops.Program;
import io.fovea.ops.Value;

/**
 * A two-dimensional convolution with an optional bias and activation. (As in every framework of the field it is a
 * correlation: the kernel is not mirrored.)
 *
 * @param geometry the sizes
 * @param kernel {@code [kernelHeight, kernelWidth, inputChannels, filters]}
 * @param bias {@code [filters]}, or empty
 */
public record ConvolutionOperation(
        String name, Value input, Value output, Geometry geometry, Parameter kernel, Optional<Parameter> bias,
        Epilogue epilogue)
        implements Operation {

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(kernel));
        bias.ifPresent(all::add);
        return all;
    }

    @Override
    public Halo inputHalo() {
        return geometry.inputHalo();
    }

    @Override
    public Halo gradientHalo() {
        return geometry.gradientHalo();
    }

    @Override
    public Optional<Operation> fuse(ActivationOperation next) {
        return epilogue.present() || !next.curve().gradientFromOutput()
                ? Optional.empty()
                : Optional.of(new ConvolutionOperation(
                        name, input, next.output(), geometry, kernel, bias, next.epilogue()));
    }

    @Override
    public void forward(Program p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        ConvolutionAlgorithm algorithm = algorithm(p, y.layout(), x.layout());
        p.samplewise(name, List.of(x), List.of(y), slot -> algorithm.forward(x.inside(slot), y.inside(slot), slot));
    }

    @Override
    public void backward(Program p) {
        Buffer x = p.value(input);
        Buffer dy = p.gradient(output);
        epilogueGradient(p, dy);
        if (p.trains(kernel)) {
            ConvolutionAlgorithm algorithm = algorithm(p, dy.layout(), x.layout());
            Buffer dw = p.partialGradient(kernel);
            p.samplewise(name + " weight gradient", List.of(x, dy), List.of(dw),
                    slot -> algorithm.weightGradient(x.inside(slot), dy.inside(slot), dw.at(slot), slot));
        }
        if (p.needsGradient(input)) {
            Buffer dx = p.gradientTarget(input);
            ConvolutionAlgorithm algorithm = algorithm(p, dy.layout(), dx.layout());
            p.samplewise(name + " input gradient", List.of(dy), List.of(dx),
                    slot -> algorithm.inputGradient(dy.inside(slot), dx.inside(slot), slot));
            p.afterUpdate(name + " reversed weights", algorithm.refreshTasks(),
                    (task, worker) -> algorithm.refresh(task));
        }
    }

    /** The activation's gradient in place and the bias's sum, row by row, so that the second finds the row in the L1 cache. */
    private void epilogueGradient(Program p, Buffer dy) {
        Optional<Parameter> trained = bias.filter(p::trains);
        if (!epilogue.present() && trained.isEmpty()) {
            return;
        }
        List<Buffer> reads = new ArrayList<>(List.of(dy));
        Buffer y = p.value(output);
        if (epilogue.present()) {
            reads.add(y);
        }
        List<Buffer> writes = new ArrayList<>(List.of(dy));
        Optional<Buffer> db = trained.map(p::partialGradient);
        db.ifPresent(writes::add);
        p.samplewise(name + " activation gradient", reads, writes, slot -> {
            for (int r = 0; r < output.height(); r++) {
                long d = dy.inside(slot) + r * dy.layout().rowBytes();
                int floats = output.width() * output.pixelFloats();
                if (epilogue.present()) {
                    long known = y.inside(slot) + r * y.layout().rowBytes();
                    epilogue.gradient(p.kernels().activation(), 1, floats, known, 0, d, 0);
                }
                boolean add = !slot.first || r > 0;
                db.ifPresent(b -> p.kernels().elementwise().sumRows(
                        output.width(), output.pixelFloats(), d, dy.layout().pixelBytes(), b.at(slot), add));
            }
        });
    }

    private ConvolutionAlgorithm algorithm(Program p, Layout outputSide, Layout inputSide) {
        long zeros = p.shared(name + " zeros", 4L * Math.max(output.pixelFloats(), input.pixelFloats()));
        ConvolutionContext context = new ConvolutionContext(
                geometry, p.kernels(), inputSide, outputSide, kernel, bias.map(Parameter::address).orElse(zeros), zeros,
                epilogue);
        long reversed = p.shared(name + " reversed weights", InputGradient.bytes(geometry, kernel.layout()));
        return new DirectConvolution(context, new InputGradient(context, reversed));
    }
}
