package io.fovea.bench.sweep;

/**
 * What bounds a pass from below (the roofline of Williams, Waterman and Patterson, 2009): the multiply-adds that its
 * definition asks for, and the bytes that must come from memory and go there if everything is touched once.
 *
 * @param operations multiplications and additions, or 0
 * @param bytes numbers read and written, once each for the whole batch, padding not counted
 */
record Limit(double operations, double bytes) {
    /** Below this many seconds the ends of stages are most of a pass, whatever its kernels do. */
    private static final double LEAST_WORK = 20e-6;

    /** What a machine can do. */
    record Machine(double operationsPerSecond, double bytesPerSecond) {
        /** The better of two measurements, each on its own. */
        Machine orBetter(Machine other) {
            return new Machine(
                    Math.max(operationsPerSecond, other.operationsPerSecond),
                    Math.max(bytesPerSecond, other.bytesPerSecond));
        }
    }

    private static final long FLOAT = 4;

    /** Forward through weights: they and the input are read, the output is written. */
    static Limit forward(double products, long weights, long input, long output) {
        return new Limit(2 * products, FLOAT * (double) (weights + input + output));
    }

    /**
     * Back through weights: both gradients are as many products as the forward pass. Input, output's gradient and
     * weights are read, the input's gradient and the changed weights written; the weights' own gradient can stay in a
     * cache.
     */
    static Limit backward(double products, long weights, long input, long output) {
        return new Limit(4 * products, FLOAT * (double) (2 * weights + 2 * input + output));
    }

    /** Work that only moves {@code numbers} numbers. */
    static Limit moving(long numbers) {
        return new Limit(0, FLOAT * (double) numbers);
    }

    /** The time that the pass takes at least. */
    double seconds(Machine machine) {
        return Math.max(operations / machine.operationsPerSecond(), bytes / machine.bytesPerSecond());
    }

    /** Whether it is the memory that bounds it. */
    boolean byMemory(Machine machine) {
        return bytes / machine.bytesPerSecond() > operations / machine.operationsPerSecond();
    }

    /** Whether the pass is so short that it says nothing about a kernel. */
    boolean isTooLittle(Machine machine) {
        return seconds(machine) < LEAST_WORK;
    }
}
