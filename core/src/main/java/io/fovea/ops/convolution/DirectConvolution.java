package io.fovea.ops.convolution;

import java.util.List;

import io.fovea.ops.Buffer;
import io.fovea.ops.Halo;
import io.fovea.ops.PlanContext;

/**
 * The convolution as its definition has it, in matrix products without a copy of the input: {@link DirectForward}, {@link
 * DirectWeightGradient}, {@link InputGradient}. It works for every kernel, stride and dilation.
 */
final class DirectConvolution implements ConvolutionAlgorithm {
    private final ConvolutionOperation op;
    private final Geometry g;

    DirectConvolution(ConvolutionOperation operation) {
        op = operation;
        g = operation.geometry();
    }

    @Override
    public Halo inputHalo() {
        return g.inputHalo();
    }

    @Override
    public Halo gradientHalo() {
        return g.gradientHalo();
    }

    @Override
    public void forward(PlanContext p, Buffer x, Buffer y) {
        DirectForward forward = new DirectForward(op.context(p, x.layout(), y.layout()));
        p.samplewise(op.name(), forward.mostParts(), List.of(x), List.of(y),
                (context, part, parts) -> forward.run(x.inside(context), y.inside(context), part, parts));
    }

    @Override
    public void weightGradient(PlanContext p, Buffer x, Buffer dy, Buffer dw) {
        DirectWeightGradient gradient = new DirectWeightGradient(op.context(p, x.layout(), dy.layout()));
        p.samplewise(op.name() + " weight gradient", List.of(x, dy), List.of(dw),
                context -> gradient.run(x.inside(context), dy.inside(context), dw.at(context), context.first));
    }

    @Override
    public void inputGradient(PlanContext p, Buffer dy, Buffer dx) {
        InputGradient gradient = new InputGradient(op.context(p, dx.layout(), dy.layout()), op.reversed(p));
        p.prepack(op.name() + " reversed weights", 0, gradient.refreshTasks(),
                (task, worker) -> gradient.refresh(task));
        p.samplewise(op.name() + " input gradient", List.of(dy), List.of(dx),
                context -> gradient.run(dy.inside(context), dx.inside(context)));
    }
}
