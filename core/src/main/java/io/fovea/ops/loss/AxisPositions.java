package io.fovea.ops.loss;

import io.fovea.custom.LastAxisLoss;

/** A loss in double precision at each position of an output. */
final class AxisPositions implements LossHead.Positions {
    private final LastAxisLoss loss;
    private final int count;
    private final int targets;
    private final LossScratch[] scratch;

    AxisPositions(LastAxisLoss loss, LossHead head, int workers) {
        this.loss = loss;
        count = head.output().channels();
        targets = head.targetSize() / head.positions();
        scratch = new LossScratch[workers];
        for (int w = 0; w < workers; w++) {
            scratch[w] = new LossScratch(count, targets);
        }
    }

    @Override
    public double value(long output, long target, int worker) {
        LossScratch room = scratch[worker];
        room.read(output, target, targets);
        return loss.value(count, room.output, room.target);
    }

    @Override
    public void gradient(long output, long target, float scale, int worker, long gradient) {
        LossScratch room = scratch[worker];
        loss.gradient(count, room.output, room.target, room.gradient);
        room.write(scale, gradient);
    }
}
