package io.fovea.kernels;

/**
 * Optimizer steps with learning rates of each weight's own, over a block of {@code count} weights without gaps. What holds for
 * {@link UpdateKernel} holds here: {@code w} are the weights, {@code g} the gradients, the rest states; gains are {@code 1 - beta},
 * computed in double precision.
 */
public interface AdaptiveKernel {
    /** {@link UpdateKernel#adam} with the largest mean of squares so far, {@code h} (Reddi, Kale and Kumar, arXiv:1904.09237). */
    void amsgrad(int count, long w, long m, long v, long h, long g, float rate, float gain1, float gain2,
            float epsilon);

    /** {@code v += (g g - v) gain; w -= rate g / sqrt(v + epsilon)} (Hinton, 2012). */
    void rmsprop(int count, long w, long v, long g, float rate, float gain, float epsilon);

    /** {@link #rmsprop} with momentum: {@code k = momentum k + rate g / sqrt(v + epsilon); w -= k}. */
    void rmspropMomentum(int count, long w, long v, long k, long g, float rate, float gain, float epsilon,
            float momentum);

    /** {@link #rmsprop} by the variance instead of the mean of squares: {@code a += (g - a) gain; w -= rate g / sqrt(v - a a + epsilon)}. */
    void centered(int count, long w, long v, long a, long g, float rate, float gain, float epsilon);

    /** {@link #centered} with momentum. */
    void centeredMomentum(int count, long w, long v, long k, long a, long g, float rate, float gain, float epsilon,
            float momentum);

    /** {@code m += (g - m) gain1; u = max(beta2 u, |g|); w -= rate m / (u + epsilon)} (Kingma and Ba, arXiv:1412.6980, section 7). */
    void adamax(int count, long w, long m, long u, long g, float rate, float gain1, float beta2, float epsilon);

    /** Adam with Nesterov's momentum (Dozat, 2016): {@code w -= (ofMean m + ofGradient g) / (sqrt(correction v) + epsilon)}. */
    void nadam(int count, long w, long m, long v, long g, float ofMean, float ofGradient, float gain1, float gain2,
            float correction, float epsilon);

    /**
     * Schedule-free AdamW (Defazio et al., arXiv:2405.15682): {@code v += (g g - v) gain2; k = z - rate g / (sqrt(correction v) +
     * epsilon); w = take k + keep (w - gain1 z); z = k}.
     */
    void scheduleFree(int count, long w, long z, long v, long g, float rate, float gain1, float gain2,
            float correction, float epsilon, float take, float keep);

    /** {@code a += g g; w -= rate g / sqrt(a + epsilon)} (Duchi, Hazan and Singer, 2011). */
    void adagrad(int count, long w, long a, long g, float rate, float epsilon);

    /** Steps of the size of earlier ones (Zeiler, arXiv:1212.5701): {@code a} is the mean of the squared gradients, {@code d} that of the steps. */
    void adadelta(int count, long w, long a, long d, long g, float rate, float gain, float epsilon);

    /** {@code w -= rate sign(beta1 m + gain1 g); m = beta2 m + gain2 g} (Chen et al., arXiv:2302.06675). */
    void lion(int count, long w, long m, long g, float rate, float beta1, float gain1, float beta2, float gain2);

    /** Follow the regularized leader (McMahan et al., 2013), with learning rates that fall with the root of {@code a}, the sum of squares. */
    void ftrl(int count, long w, long a, long l, long g, float rate, float lasso, float ridge, float shrinkage);
}
