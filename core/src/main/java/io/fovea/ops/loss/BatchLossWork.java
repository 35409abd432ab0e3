package io.fovea.ops.loss;

import java.util.Arrays;
import java.util.List;

import io.fovea.custom.BatchLoss;
import io.fovea.ops.Buffer;
import io.fovea.ops.PlanContext;

/** A loss of a whole batch: the sums of each sample, the sums of the batch by its tree, then each sample's gradient. */
final class BatchLossWork {
    private final BatchLoss loss;
    private final LossHead head;
    private final LossScratch[] scratch;
    private final int positions;
    private final int targets;

    BatchLossWork(BatchLoss loss, LossHead head, int workers) {
        this.loss = loss;
        this.head = head;
        positions = head.positions();
        targets = head.targetSize() / positions;
        scratch = new LossScratch[workers];
        for (int w = 0; w < workers; w++) {
            scratch[w] = new LossScratch(head.output().channels(), targets);
        }
    }

    void add(PlanContext p, Buffer target, LossScale scale, double[] losses) {
        Buffer y = p.value(head.output());
        double[][] ofSamples = new double[losses.length][loss.sums()];
        double[] column = new double[losses.length];
        double[] sums = new double[loss.sums()];
        p.blockwise(head.name() + " sums", List.of(y, target), List.of(), (from, to, worker) -> {
            for (int s = from; s < to; s++) {
                Arrays.fill(ofSamples[s], 0);
                for (int i = 0; i < positions; i++) {
                    read(scratch[worker], y, target, s, i);
                    loss.add(head.output().channels(), scratch[worker].output, scratch[worker].target, ofSamples[s]);
                }
            }
        });
        p.batchwise(head.name(), 1, List.of(y, target), List.of(), (task, worker) -> {
            int samples = p.step().samples();
            for (int k = 0; k < sums.length; k++) {
                for (int s = 0; s < samples; s++) {
                    column[s] = ofSamples[s][k];
                }
                sums[k] = p.tree().sum(column, samples);
            }
            double value = loss.value(sums);
            for (int s = 0; s < samples; s++) {
                losses[s] = scale.value(s) * value;
            }
        });
        if (p.training()) {
            addGradient(p, y, target, scale, sums);
        }
    }

    private void addGradient(PlanContext p, Buffer y, Buffer target, LossScale scale, double[] sums) {
        Buffer dy = p.inputGradient(head.output());
        p.blockwise(head.name() + " gradient", List.of(y, target), List.of(dy), (from, to, worker) -> {
            double factor = 0;
            for (int s = 0; s < p.step().samples(); s++) {
                factor += scale.gradient(s);
            }
            factor *= head.weight();
            LossScratch room = scratch[worker];
            for (int s = from; s < to; s++) {
                for (int i = 0; i < positions; i++) {
                    read(room, y, target, s, i);
                    loss.gradient(head.output().channels(), room.output, room.target, sums, room.gradient);
                    room.write(factor, LossScratch.at(dy, s, i));
                }
                head.finish(p, dy, s);
            }
        });
    }

    private void read(LossScratch room, Buffer y, Buffer target, int sample, int position) {
        room.read(LossScratch.at(y, sample, position), target.at(sample) + 4L * targets * position, targets);
    }
}
