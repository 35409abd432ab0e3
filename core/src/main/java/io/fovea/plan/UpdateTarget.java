package io.fovea.plan;

import io.fovea.custom.ParameterUpdate;
import io.fovea.custom.UpdateRule;
import io.fovea.kernels.Kernels;
import io.fovea.ops.BlockView;
import io.fovea.ops.Parameter;
import io.fovea.ops.update.KernelUpdateRule;
import io.fovea.ops.update.StepNumbers;

/** A weight that learns, with all that the update of a block of it needs. */
final class UpdateTarget {
    private final PlanRecorder program;
    private final OptimizerState state;
    private final Parameter parameter;
    private final ParameterUpdate update;
    private final StepNumbers step;
    private final long states;

    UpdateTarget(PlanRecorder program, OptimizerState state, Parameter parameter, StepNumbers step) {
        this.program = program;
        this.state = state;
        this.parameter = parameter;
        this.update = state.update(parameter);
        this.step = step;
        states = state.address(parameter);
    }

    Parameter parameter() {
        return parameter;
    }

    ParameterUpdate update() {
        return update;
    }

    StepNumbers step() {
        return step;
    }

    int floats() {
        return parameter.layout().floats();
    }

    /** Whether its gradient must be known as a whole before it is updated. */
    boolean isWhole() {
        return !update.byBlock() || parameter.regularizer().isPresent() || parameter.constraint().isPresent();
    }

    /**
     * Updates a block.
     *
     * @param offset bytes from the weight's start
     * @param gradient byte address
     */
    void apply(long offset, long gradient, int count) {
        Kernels kernels = program.kernels();
        if (step.decay() != 0) {
            kernels.gradients().decay(count, parameter.address() + offset, step.decay());
        }
        UpdateRule rule = update.rule();
        if (rule instanceof KernelUpdateRule own) {
            own.update(
                    kernels, step, count, parameter.address() + offset, states + offset, 4L * floats(), gradient);
        } else {
            rule.update(
                    step, parameter.info(), new BlockView(parameter.segment(offset, count)),
                    state.views(parameter, offset, count), new BlockView(program.segment(gradient, 4L * count)));
        }
    }
}
