package io.fovea.ops.convolution;

import io.fovea.ops.Buffer;
import io.fovea.ops.PlanContext;

/** Passes that work sample by sample, and so keep the kernel's gradient as partial sums until the batch is through. */
interface ConvolutionAlgorithm extends ConvolutionPasses {
    /** {@code dw} = gradient of the kernel, a sum for each chunk of samples. */
    void weightGradient(PlanContext p, Buffer x, Buffer dy, Buffer dw);

    /** {@code dx} = gradient of the input; every inside element is written. */
    void inputGradient(PlanContext p, Buffer dy, Buffer dx);

    @Override
    default void backward(PlanContext p, ConvolutionOperation op, Buffer dy) {
        if (p.isTrainable(op.kernel())) {
            weightGradient(p, p.rematerializedValue(op.input()), dy, p.partialGradient(op.kernel()));
        }
        if (p.requiresGradient(op.input())) {
            inputGradient(p, dy, p.inputGradient(op.input()));
        }
    }
}
