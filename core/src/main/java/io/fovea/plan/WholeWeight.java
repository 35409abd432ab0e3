package io.fovea.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.custom.FloatBlock;
import io.fovea.custom.UpdateScope;
import io.fovea.ops.ArrayBlock;
import io.fovea.ops.Parameter;
import io.fovea.ops.WeightLayout;
import io.fovea.ops.update.WholeUpdateRule;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Shape;

/**
 * A weight, its gradient and its states as arrays in Keras's order, for what looks at a weight as a whole: penalties, updates
 * and constraints that are no function of each number alone. The order does not depend on the vector width, so neither do sums.
 */
final class WholeWeight {
    private final UpdateTarget target;
    private final OptimizerState state;
    private final long gradient;
    private float[] weight = {};
    private float[] gradients = {};
    private final float[][] states;
    private final List<FloatBlock> views = new ArrayList<>();
    private final Optional<WholeUpdateRule> own;
    private final WholeUpdateRule.Scratch scratch;

    /** @param gradient byte address of the gradient */
    WholeWeight(PlanRecorder program, UpdateTarget target, OptimizerState state, long gradient) {
        this.target = target;
        this.state = state;
        this.gradient = gradient;
        boolean whole = target.update().rule().scope() != UpdateScope.BLOCK;
        own = Optional.of(target.update().rule()).filter(WholeUpdateRule.class::isInstance)
                .map(WholeUpdateRule.class::cast);
        scratch = own.map(rule -> scratch(program, rule, target.parameter())).orElse(WholeUpdateRule.Scratch.NONE);
        states = new float[whole ? target.update().rule().states() : 0][];
        for (int i = 0; i < states.length; i++) {
            states[i] = new float[state.size(target.parameter(), i)];
            views.add(new ArrayBlock(states[i]));
        }
    }

    private static WholeUpdateRule.Scratch scratch(PlanRecorder program, WholeUpdateRule rule, Parameter parameter) {
        Shape shape = parameter.info().shape();
        long bytes = rule.bytes(shape, program.kernels().lanes());
        return rule.scratch(
                shape, program.kernels(), bytes == 0 ? 0 : program.shared(parameter.name() + " update", bytes));
    }

    private Parameter parameter() {
        return target.parameter();
    }

    private WeightLayout layout() {
        return parameter().layout();
    }

    /** The arrays are made at the first use: most weights need none. */
    private void readWeight() {
        if (weight.length == 0) {
            weight = new float[layout().size()];
        }
        Parameter.read(layout(), parameter().address(), weight);
    }

    private void readGradient() {
        if (gradients.length == 0) {
            gradients = new float[layout().size()];
        }
        Parameter.read(layout(), gradient, gradients);
    }

    /** Adds the penalty's gradient to the gradient; returns the penalty. */
    double addPenalty() {
        var penalty = parameter().regularizer().orElseThrow();
        readWeight();
        readGradient();
        penalty.addGradient(weight, parameter().info().shape(), gradients);
        Parameter.write(layout(), gradient, gradients);
        return penalty.value(weight, parameter().info().shape());
    }

    /** Phases between {@link #prepare} and {@link #update}. */
    int phases() {
        return own.map(WholeUpdateRule::phases).orElse(0);
    }

    /** Tasks of each phase. */
    int tasks() {
        return own.map(rule -> rule.tasks(scratch)).orElse(0);
    }

    /** Takes the decay away and reads all that the update needs. */
    void prepare() {
        if (target.step().decay() != 0) {
            long at = parameter().address();
            for (long k = 0; k < 4L * target.floats(); k += 4) {
                Memory.set(at + k, Memory.get(at + k) - Memory.get(at + k) * target.step().decay());
            }
        }
        readWeight();
        readGradient();
        for (int i = 0; i < states.length; i++) {
            state.read(parameter(), i, states[i]);
        }
        if (own.isPresent()) {
            own.get().prepare(target.step(), parameter().info(), weight, states, gradients, scratch);
        }
    }

    /** Does a task of a phase. */
    void work(int phase, int task) {
        own.orElseThrow().work(phase, task, scratch);
    }

    /** Updates. */
    void update() {
        if (own.isPresent()) {
            own.get().update(target.step(), parameter().info(), weight, states, gradients, scratch);
        } else {
            target.update().rule().update(
                    target.step(), parameter().info(), new ArrayBlock(weight), views, new ArrayBlock(gradients));
        }
        parameter().write(weight);
        for (int i = 0; i < states.length; i++) {
            state.write(parameter(), i, states[i]);
        }
    }

    /** Makes the weight keep its constraint. */
    void constrain() {
        readWeight();
        parameter().constraint().orElseThrow().apply(weight, parameter().info().shape());
        parameter().write(weight);
    }
}
