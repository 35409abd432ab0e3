package io.fovea.metrics;

import io.fovea.custom.FloatBlock;
import io.fovea.description.Check;
import io.fovea.losses.Loss;

/**
 * A loss as a metric: its weighted mean over the samples.
 *
 * <p>Example: {@code new LossMetric(new MeanAbsoluteError())}
 *
 * @param name as the history shows it; default the loss's
 * @param loss what is averaged
 */
public record LossMetric(String name, Loss loss) implements MeanMetric {
    /** Checks that both are there. */
    public LossMetric {
        Check.of("LossMetric").present("name", name).present("loss", loss).check(
                loss.composed().isEmpty(), "loss",
                "one of numbers: write what is composed of tensor functions as a Metric",
                loss.name());
    }

    /** By the loss's name. */
    public LossMetric(Loss loss) {
        this(loss.name(), loss);
    }

    @Override
    public double value(float[] output, float[] target) {
        return loss.perSampleLoss().value(new Numbers(output), new Numbers(target));
    }

    @Override
    public boolean moreIsBetter() {
        return false;
    }

    /** An array as a loss reads it. */
    private record Numbers(float[] values) implements FloatBlock {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public float get(int index) {
            return values[index];
        }

        @Override
        public void set(int index, float value) {
            values[index] = value;
        }
    }
}
