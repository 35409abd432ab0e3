package io.fovea.plan;

import java.util.List;

import io.fovea.ops.Buffer;
import io.fovea.runtime.Memory;

/** Everything that adds up to a weight's gradient: partial sums by chunk, and what each of several users has found. */
final class GradientParts {
    private final PlanRecorder program;
    private final Buffer[] partials;
    private final long[] wholes;

    /**
     * The parts.
     *
     * @param partials of each chunk
     * @param wholes byte addresses
     */
    GradientParts(PlanRecorder program, List<Buffer> partials, List<Long> wholes) {
        this.program = program;
        this.partials = partials.toArray(Buffer[]::new);
        this.wholes = wholes.stream().mapToLong(Long::longValue).toArray();
    }

    List<Buffer> partials() {
        return List.of(partials);
    }

    /** Where the gradient lies without being added up, or 0. */
    long single() {
        return partials.length == 0 && wholes.length == 1 ? wholes[0] : 0;
    }

    /**
     * Adds up a block.
     *
     * @param part room for as many floats
     */
    void sum(int from, int count, long sum, long part) {
        boolean first = true;
        for (Buffer buffer : partials) {
            long to = first ? sum : part;
            program.kernels().elementwise().sumBlocks(
                    program.tree().chunks(program.step().samples()), count, buffer.at(0) + 4L * from,
                    buffer.stride(), to);
            addUp(first, count, to, sum);
            first = false;
        }
        for (long whole : wholes) {
            long at = whole + 4L * from;
            if (first) {
                Memory.copy(at, sum, 4L * count);
            }
            addUp(first, count, at, sum);
            first = false;
        }
    }

    private void addUp(boolean first, int count, long from, long sum) {
        if (!first) {
            program.kernels().elementwise().add(1, count, sum, 0, from, 0, sum, 0);
        }
    }
}
