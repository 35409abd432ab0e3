package io.fovea.ops;

import java.util.ArrayList;
import java.util.List;

import io.fovea.custom.CustomOperation;
import io.fovea.custom.FeatureMap;
import io.fovea.custom.FloatBlock;
import io.fovea.custom.SampleContext;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Value;

/** An operation from outside in the graph. It sees checked views, which cost a few objects a sample. */
public record CustomNode(
        String name, List<Value> inputs, Value output, List<Parameter> parameters, CustomOperation body)
        implements Operation {
    @Override
    public void forward(PlanContext p) {
        List<Buffer> x = inputs.stream().map(p::value).toList();
        Buffer y = p.value(output);
        p.samplewise(name, x, List.of(y), context -> {
            body.forward(new Views(p, context, x, y, List.of(), List.of()));
            y.layout().clearPadding(y.inside(context));
        });
    }

    @Override
    public void backward(PlanContext p) {
        List<Buffer> x = inputs.stream().map(p::value).toList();
        Buffer y = p.value(output);
        Buffer dy = p.gradientToRead(output);
        List<Buffer> dx = inputs.stream()
                .map(input -> p.requiresGradient(input)
                        ? p.inputGradient(input)
                        : new Buffer(name + " unused gradient", Buffer.Kind.WORKER, new Layout(input, Halo.NONE)))
                .toList();
        List<Buffer> dw = parameters.stream().filter(p::isTrainable).map(p::partialGradient).toList();
        List<Buffer> reads = new ArrayList<>(x);
        reads.add(y);
        reads.add(dy);
        List<Buffer> writes = new ArrayList<>(dx);
        writes.addAll(dw);
        List<Buffer> gradients = new ArrayList<>(dx);
        gradients.add(dy);
        p.samplewise(name + " gradient", reads, writes, context -> {
            dx.forEach(buffer -> buffer.layout().clearInside(buffer.inside(context)));
            if (context.first) {
                dw.forEach(buffer -> Memory.clear(buffer.at(context), buffer.bytes()));
            }
            body.backward(new Views(p, context, x, y, gradients, dw));
        });
    }

    /** The views of one sample; {@code gradients} are those of the inputs and then that of the output, or none. */
    private final class Views implements SampleContext {
        private final PlanContext plan;
        private final WorkContext context;
        private final List<Buffer> inputs;
        private final Buffer output;
        private final List<Buffer> gradients;
        private final List<Buffer> weightGradients;

        Views(
                PlanContext plan, WorkContext context, List<Buffer> inputs, Buffer output, List<Buffer> gradients,
                List<Buffer> weightGradients) {
            this.plan = plan;
            this.context = context;
            this.inputs = inputs;
            this.output = output;
            this.gradients = gradients;
            this.weightGradients = weightGradients;
        }

        private FeatureMap view(Buffer buffer) {
            return new FeatureMapView(plan.segment(buffer.at(context), buffer.bytes()), buffer.layout());
        }

        private void checkBackward() {
            if (gradients.isEmpty()) {
                throw new IllegalStateException(name + ": there are no gradients in the forward pass");
            }
        }

        @Override
        public FeatureMap input(int index) {
            return view(inputs.get(index));
        }

        @Override
        public FeatureMap output() {
            return view(output);
        }

        @Override
        public FloatBlock weight(int index) {
            Parameter parameter = parameters.get(index);
            return new BlockView.OfWeight(parameter.segment(), parameter.layout());
        }

        @Override
        public FeatureMap outputGradient() {
            checkBackward();
            return view(gradients.getLast());
        }

        @Override
        public FeatureMap inputGradient(int index) {
            checkBackward();
            return view(gradients.subList(0, gradients.size() - 1).get(index));
        }

        @Override
        public FloatBlock weightGradient(int index) {
            checkBackward();
            Parameter parameter = parameters.get(index);
            if (parameter.frozen()) {
                return new ArrayBlock(new float[parameter.layout().size()]);
            }
            if (!parameter.trainable()) {
                throw new IllegalStateException(parameter.name() + " is not trainable, so it has no gradient");
            }
            int trainableBefore = (int) parameters.subList(0, index).stream().filter(Parameter::trainable).count();
            Buffer buffer = weightGradients.get(trainableBefore);
            return new BlockView.OfWeight(plan.segment(buffer.at(context), buffer.bytes()), parameter.layout());
        }
    }
}
