package io.fovea.ops.convolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.ops.Buffer;
import io.fovea.ops.ChannelAffine;
import io.fovea.ops.Epilogue;
import io.fovea.ops.Halo;
import io.fovea.ops.Layout;
import io.fovea.ops.MaxPoolOperation;
import io.fovea.ops.Operation;
import io.fovea.ops.Parameter;
import io.fovea.ops.PlanContext;
import io.fovea.tensor.Value;

/**
 * A two-dimensional convolution with an optional bias and activation. (As in every framework of the field it is a
 * correlation: the kernel is not mirrored.)
 *
 * @param geometry the sizes
 * @param kernel {@code [kernelHeight, kernelWidth, inputChannels, filters]}
 * @param bias {@code [filters]}, or empty
 * @param method how it is computed
 * @param folded a scale and a shift that are folded into the weights, at inference
 * @param pooling a maximum pooling of the output, computed here, so that the output itself
 *     is never written
 */
public record ConvolutionOperation(
        String name, Value input, Value output, Geometry geometry, Parameter kernel, Optional<Parameter> bias,
        Epilogue epilogue, Method method,
        Optional<ChannelAffine> folded, Optional<MaxPoolOperation> pooling)
        implements Operation {
    /** A convolution by itself. */
    public ConvolutionOperation(
            String name, Value input, Value output, Geometry geometry, Parameter kernel, Optional<Parameter> bias) {
        this(name, input, output, geometry, kernel, bias, Epilogue.NONE, Method.AUTOMATIC, Optional.empty(),
                Optional.empty());
    }

    /** How a convolution may be computed. */
    public enum Method {
        /** As the plan finds best for the shape. */
        AUTOMATIC,
        /** As its definition has it. */
        DIRECT,
        /** Winograd's F(4x4, 3x3): a quarter of the products, a little more rounding. */
        WINOGRAD
    }

    private ConvolutionOperation with(Method other) {
        return new ConvolutionOperation(
                name, input, output, geometry, kernel, bias, epilogue, other, folded, pooling);
    }

    @Override
    public Operation withDirectAlgorithm() {
        return with(Method.DIRECT);
    }

    @Override
    public Operation withFastestAlgorithm() {
        return method == Method.AUTOMATIC && WinogradConvolution.isFaster(this) ? with(Method.WINOGRAD) : this;
    }

    @Override
    public Optional<Operation> withAffine(ChannelAffine affine) {
        return epilogue.present()
                ? Optional.empty()
                : Optional.of(new ConvolutionOperation(
                        name, input, affine.output(), geometry, kernel, bias, affine.epilogue(), method,
                        Optional.of(affine), pooling));
    }

    /** A maximum pooling of 2 x 2 is computed on the tiles of Winograd's convolution; the output itself is never written. */
    @Override
    public Optional<List<Operation>> absorb(Operation consumer) {
        return method == Method.WINOGRAD && !epilogue.present() && pooling.isEmpty()
                && consumer instanceof MaxPoolOperation pool && WinogradConvolution.pools(this, pool.window())
                        ? Optional.of(absorbing(pool.computedByProducer()))
                        : Optional.empty();
    }

    private List<Operation> absorbing(MaxPoolOperation pool) {
        return List.of(
                new ConvolutionOperation(
                        name, input, output, geometry, kernel, bias, epilogue, method, folded, Optional.of(pool)),
                pool);
    }

    private ConvolutionPasses passes() {
        return switch (method) {
            case AUTOMATIC, DIRECT -> SmallImageConvolution.isFaster(this) ? new SmallImageConvolution(this)
                    : new DirectConvolution(this);
            case WINOGRAD -> new WinogradConvolution(this);
        };
    }

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(kernel));
        bias.ifPresent(all::add);
        folded.ifPresent(normalization -> all.addAll(normalization.parameters()));
        return all;
    }

    @Override
    public Halo inputHalo() {
        return passes().inputHalo();
    }

    @Override
    public Halo gradientHalo() {
        return passes().gradientHalo();
    }

    @Override
    public Optional<Operation> withActivation(Epilogue activation, Value activated) {
        return epilogue.canBecome(activation)
                ? Optional.of(new ConvolutionOperation(
                        name, input, activated, geometry, kernel, bias, activation, method, folded, pooling))
                : Optional.empty();
    }

    @Override
    public void forward(PlanContext p) {
        folding(p).ifPresent(folding -> folding.addTo(p));
        passes().forward(p, p.value(input), p.value(pooling.map(MaxPoolOperation::output).orElse(output)));
    }

    @Override
    public void backward(PlanContext p) {
        Buffer dy = p.gradient(output);
        EpilogueGradient.add(p, name, output, epilogue, bias, dy);
        passes().backward(p, this, dy);
    }

    /** What a pass knows of the convolution when its values are laid out so. */
    ConvolutionContext context(PlanContext p, Layout inputSide, Layout outputSide) {
        return new ConvolutionContext(
                geometry, p.kernels(), inputSide, outputSide, weights(p), bias(p), zeros(p), epilogue);
    }

    private Optional<FoldedNormalization> folding(PlanContext p) {
        return folded.map(n -> new FoldedNormalization(name, kernel, bias, n, zeros(p), p));
    }

    /** The weights to compute with. */
    Weights weights(PlanContext p) {
        return new Weights(
                folding(p).map(FoldedNormalization::weights).orElse(kernel.address()),
                kernel.layout());
    }

    /** The address of what is added to the channels. */
    long bias(PlanContext p) {
        return folding(p).map(FoldedNormalization::bias)
                .or(() -> bias.map(Parameter::address))
                .orElseGet(() -> zeros(p));
    }

    /** The address of zeros, as many as the input or the output has channels. */
    long zeros(PlanContext p) {
        return p.shared(name + " zeros", 4L * Math.max(output.channelStride(), input.channelStride()));
    }

    /** The address of the weights as the input's gradient reads them. */
    long reversed(PlanContext p) {
        return p.shared(name + " reversed weights", InputGradient.bytes(geometry, kernel.layout()));
    }
}
