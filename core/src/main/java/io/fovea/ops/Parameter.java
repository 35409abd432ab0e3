package io.fovea.ops;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

import io.fovea.custom.Constraint;
import io.fovea.custom.ParameterInfo;
import io.fovea.custom.Regularizer;
import io.fovea.kernels.Subnormals;
import io.fovea.runtime.Memory;
import io.fovea.runtime.MemoryRanges;
import io.fovea.tensor.Shape;

/**
 * A weight of a layer, at its place in memory. Numbers go in and out in Keras's order, row-major; the engine keeps them in
 * its own ({@link WeightLayout}).
 */
public final class Parameter {
    private final String name;
    private final WeightLayout layout;
    private final boolean trainable;
    private final ParameterInfo info;
    private final Optional<Regularizer> regularizer;
    private final Optional<Constraint> constraint;
    private final Memory memory;
    private final long address;
    private volatile boolean frozen;

    /** Allocates the weight, all zero, without penalty and constraint; a matrix, or if it has one row a vector. */
    public Parameter(String name, WeightLayout layout, boolean trainable, Memory memory) {
        this(new ParameterInfo(
                name.substring(0, Math.max(0, name.lastIndexOf('/'))), name.substring(name.lastIndexOf('/') + 1),
                layout.size() == layout.columns()
                        ? Shape.of(layout.columns())
                        : Shape.of(layout.groups() * layout.channels(), layout.columns())),
                name, layout, trainable, Optional.empty(), Optional.empty(), memory);
    }

    /** Allocates the weight, all zero. */
    public Parameter(
            ParameterInfo info, String name, WeightLayout layout, boolean trainable,
            Optional<Regularizer> regularizer, Optional<Constraint> constraint, Memory memory) {
        this.info = info;
        this.name = name;
        this.layout = layout;
        this.trainable = trainable;
        this.regularizer = regularizer;
        this.constraint = constraint;
        this.memory = memory;
        address = memory.allocate(4L * layout.floats());
    }

    /** The weight as a checked segment, for code from outside. */
    public MemorySegment segment() {
        return segment(0, layout.floats());
    }

    /** {@code count} floats from byte {@code offset} on, as a checked segment. */
    public MemorySegment segment(long offset, int count) {
        return memory.segment(address + offset, 4L * count);
    }

    /** What kernels may use of the memory that it lies in. */
    public MemoryRanges ranges() {
        return memory.ranges();
    }

    /** The layer's name and the weight's, as in {@code conv2d/kernel}. */
    public String name() {
        return name;
    }

    /** How it lies in memory. */
    public WeightLayout layout() {
        return layout;
    }

    /** Whether training changes it by gradient now: it is not frozen. */
    public boolean trainable() {
        return trainable && !frozen;
    }

    /** Whether training can change it by gradient, once it is not frozen. */
    public boolean learnable() {
        return trainable;
    }

    /** Sets whether training leaves it as it is; plans that are there already don't see it. */
    public void frozen(boolean fixed) {
        frozen = fixed;
    }

    /** Whether training leaves it as it is. */
    public boolean frozen() {
        return frozen;
    }

    /** What an optimizer may know of it. */
    public ParameterInfo info() {
        return info;
    }

    /** The penalty on it. */
    public Optional<Regularizer> regularizer() {
        return regularizer;
    }

    /** What holds for it after each update. */
    public Optional<Constraint> constraint() {
        return constraint;
    }

    /** The byte address of its first float. */
    public long address() {
        return address;
    }

    /**
     * Sets every number; {@code values} has {@code layout().size()} of them, row-major. Those below {@link Subnormals#TINY}
     * become zero: pretrained models hold subnormal weights.
     */
    public void write(float[] values) {
        checkCount(layout, values);
        // A training that diverged leaves NaN in the padding too, and NaN times the padding of an input is NaN.
        Memory.clear(address, 4L * layout.floats());
        write(layout, address, values);
        for (long k = 0; k < 4L * layout.floats(); k += 4) {
            Memory.set(address + k, Subnormals.flush(Memory.get(address + k)));
        }
    }

    /** Every number, row-major. */
    public float[] read() {
        return read(layout, address);
    }

    private static void checkCount(WeightLayout layout, float[] values) {
        if (values.length != layout.size()) {
            throw new IllegalArgumentException(
                    "expected " + layout.size() + " numbers for a weight, but got " + values.length);
        }
    }

    /** As {@link #write(float[])}, for a block at {@code address} that is laid out as {@code layout} says. */
    public static void write(WeightLayout layout, long address, float[] values) {
        checkCount(layout, values);
        int at = 0;
        for (int g = 0; g < layout.groups(); g++) {
            for (int c = 0; c < layout.channels(); c++) {
                for (int j = 0; j < layout.columns(); j += 2 * layout.lanes()) {
                    int run = Math.min(2 * layout.lanes(), layout.columns() - j);
                    Memory.copyEach(values, at, address + layout.offset(g, c, j), run);
                    at += run;
                }
            }
        }
    }

    /** As {@link #read()}, for a block at {@code address} that is laid out as {@code layout} says. */
    public static float[] read(WeightLayout layout, long address) {
        float[] values = new float[layout.size()];
        read(layout, address, values);
        return values;
    }

    /** As {@link #read(WeightLayout, long)}, into an array that is there. */
    public static void read(WeightLayout layout, long address, float[] values) {
        int at = 0;
        for (int g = 0; g < layout.groups(); g++) {
            for (int c = 0; c < layout.channels(); c++) {
                for (int j = 0; j < layout.columns(); j += 2 * layout.lanes()) {
                    int run = Math.min(2 * layout.lanes(), layout.columns() - j);
                    Memory.copyEach(address + layout.offset(g, c, j), values, at, run);
                    at += run;
                }
            }
        }
    }
}
