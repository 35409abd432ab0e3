package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.RescalingOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * {@code scale x + offset}: maps pixels to the range that a model is trained on. Input {@code [n, h, w, c]} or {@code [n, c]};
 * output of the same shape. No weights.
 *
 * <p>Example: {@code Rescaling.of(1 / 127.5, -1)} maps [0, 255] to [-1, 1].
 *
 * @param name of the layer; empty: automatic
 * @param scales a finite factor for all channels, or one for each
 * @param offsets a finite summand for all channels, or one for each; as many as factors
 */
public record Rescaling(String name, List<Double> scales, List<Double> offsets) implements Layer {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when there is none, more of one kind, or one is not finite in float32
     */
    public Rescaling {
        Check check = Check.of("Rescaling")
                .present("name", name)
                .present("scales", scales)
                .present("offsets", offsets);
        scales = List.copyOf(scales);
        offsets = List.copyOf(offsets);
        check.check(!scales.isEmpty() && scales.size() == offsets.size(), "offsets",
                "as many numbers as scales, 1 or more", offsets);
        scales.forEach(value -> check.finite("scale", value));
        offsets.forEach(value -> check.finite("offset", value));
    }

    /** The layer without an offset. */
    public static Rescaling of(double scale) {
        return of(scale, 0);
    }

    /** The layer. */
    public static Rescaling of(double scale, double offset) {
        return new Rescaling("", List.of(scale), List.of(offset));
    }

    /** With a factor and a summand for each channel. */
    public static Rescaling of(List<Double> scales, List<Double> offsets) {
        return new Rescaling("", scales, offsets);
    }

    @Override
    public Rescaling named(String newName) {
        return new Rescaling(newName, scales, offsets);
    }

    private boolean byChannel() {
        return scales.size() > 1;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape shape = Layer.single(inputs);
        if (byChannel() && shape.channels() != scales.size()) {
            throw new IllegalArgumentException(
                    "there are factors for " + scales.size() + " channels, but the input has the shape " + shape);
        }
        return shape;
    }

    @Override
    public boolean readsPackedChannels() {
        return !byChannel();
    }

    @Override
    public boolean keepsPackedChannels() {
        return !byChannel();
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        if (byChannel()) {
            return LoweredTensor.of(lowering, outputShape(lowering.inputShapes()), in)
                    .scaleChannels(scales, offsets).value().orElseThrow();
        }
        return lowering.add(new RescalingOperation(
                lowering.name(), in, in.like(lowering.name()), scales.getFirst().floatValue(),
                offsets.getFirst().floatValue()));
    }
}
