package io.fovea.ops.augmentation;

import java.util.List;

/**
 * A mixture of an image with several chains of changes of it (AugMix: Hendrycks et al., arXiv:1912.02781).
 *
 * @param changes what a chain's members are drawn from, none of which changes the size; one draw more is no change
 * @param chains how many there are
 * @param depth members of a chain
 * @param alpha of the Dirichlet and the beta distribution of the weights
 * @param values what numbers are kept in
 */
public record MixedChains(List<ImageChange> changes, int chains, int depth, double alpha, Interval values)
        implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        return new Mixer(this, from);
    }

    private static final class Mixer implements ImageTransform {
        private final MixedChains about;
        private final ImageTransform[] all;
        private final double[] weights;
        private final float[] chain;
        private final float[] between;

        Mixer(MixedChains about, ImageSize size) {
            this.about = about;
            all = about.changes.stream().map(c -> c.forward(size, size)).toArray(ImageTransform[]::new);
            weights = new double[about.chains];
            chain = new float[size.floats()];
            between = new float[size.floats()];
        }

        @Override
        public void apply(float[] from, float[] to, Draw draw) {
            BetaDistribution.dirichlet(draw.bits(), about.alpha, weights);
            double own = BetaDistribution.draw(draw.bits(), about.alpha);
            for (int i = 0; i < to.length; i++) {
                to[i] = (float) own * from[i];
            }
            for (double weight : weights) {
                change(from, draw);
                float part = (float) ((1 - own) * weight);
                for (int i = 0; i < to.length; i++) {
                    to[i] += part * chain[i];
                }
            }
            for (int i = 0; i < to.length; i++) {
                to[i] = about.values.clip(to[i]);
            }
        }

        private void change(float[] from, Draw draw) {
            System.arraycopy(from, 0, chain, 0, from.length);
            for (int d = 0; d < about.depth; d++) {
                int which = draw.below(all.length + 1);
                if (which < all.length) {
                    System.arraycopy(chain, 0, between, 0, chain.length);
                    all[which].apply(between, chain, draw);
                }
            }
        }
    }
}
