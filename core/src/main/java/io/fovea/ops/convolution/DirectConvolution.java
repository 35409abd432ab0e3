package io.fovea.ops.convolution;

import java.util.List;

import io.fovea.ops.Buffer;
import io.fovea.ops.Halo;
import io.fovea.ops.Program;

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
    public void forward(Program p, Buffer x, Buffer y) {
        DirectForward forward = new DirectForward(op.context(p, x.layout(), y.layout()));
        p.samplewise(op.name(), forward.mostParts(), List.of(x), List.of(y),
                (slot, part, parts) -> forward.run(x.inside(slot), y.inside(slot), part, parts));
    }

    @Override
    public void weightGradient(Program p, Buffer x, Buffer dy, Buffer dw) {
        DirectWeightGradient gradient = new DirectWeightGradient(op.context(p, x.layout(), dy.layout()));
        p.samplewise(op.name() + " weight gradient", List.of(x, dy), List.of(dw),
                slot -> gradient.run(x.inside(slot), dy.inside(slot), dw.at(slot), slot.first));
    }

    @Override
    public void inputGradient(Program p, Buffer dy, Buffer dx) {
        InputGradient gradient = new InputGradient(op.context(p, dx.layout(), dy.layout()), op.reversed(p));
        p.afterUpdate(op.name() + " reversed weights", 0, gradient.refreshTasks(),
                (task, worker) -> gradient.refresh(task));
        p.samplewise(op.name() + " input gradient", List.of(dy), List.of(dx),
                slot -> gradient.run(dy.inside(slot), dx.inside(slot)));
    }
}
