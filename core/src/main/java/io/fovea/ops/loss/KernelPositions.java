package io.fovea.ops.loss;

/** A loss on addresses at each position of an output. */
record KernelPositions(KernelLoss loss, int count) implements LossHead.Positions {
    KernelPositions(KernelLoss loss, LossHead head) {
        this(loss, head.output().channels());
    }

    @Override
    public double value(long output, long target, int worker) {
        return loss.value(count, output, target);
    }

    @Override
    public void gradient(long output, long target, float scale, int worker, long gradient) {
        loss.gradient(count, output, target, scale, gradient);
    }
}
