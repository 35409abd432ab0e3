package io.fovea.ops;

import java.util.List;

import io.fovea.kernels.Subnormals;
import io.fovea.runtime.Memory;

/** A mixture of each sample of a batch with a partner of the same batch. Both numbers are functions of step and sample. */
public interface SampleMixing {
    /** The sample that sample {@code sample} is mixed with; no two samples have the same partner. */
    int partner(Step step, int sample);

    /** The part of sample {@code sample} itself in the mixture, in [0, 1]; the rest is the partner's. */
    double weight(Step step, int sample);

    /** Adds the mixing of targets; returns the buffer of the mixed ones. */
    default Buffer addTargets(PlanContext p, Buffer targets) {
        Buffer mixed = new Buffer(targets.name() + " mixed", Buffer.Kind.SAMPLE, targets.layout());
        int count = targets.layout().value().size();
        p.batchwise(mixed.name(), p.batch(), List.of(targets), List.of(mixed), (sample, worker) -> {
            if (sample < p.step().samples()) {
                double weight = weight(p.step(), sample);
                long own = targets.at(sample);
                long other = targets.at(partner(p.step(), sample));
                for (int k = 0; k < count; k++) {
                    double value = weight * Memory.get(own + 4L * k) + (1 - weight) * Memory.get(other + 4L * k);
                    Memory.set(mixed.at(sample) + 4L * k, Subnormals.flush((float) value));
                }
            }
        });
        return mixed;
    }
}
