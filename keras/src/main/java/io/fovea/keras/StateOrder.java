package io.fovea.keras;

import java.util.ArrayList;
import java.util.List;

import io.fovea.custom.ParameterInfo;
import io.fovea.custom.StateShape;
import io.fovea.custom.UpdateRule;
import io.fovea.optimizers.Adafactor;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.AdamW;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.RMSprop;

/**
 * In which order Keras keeps an optimizer's variables: groups, each with some states of one weight after another. The averages of
 * weights and the sums of gradients come first, those of Adam's maximum and of RMSprop one by one, all others together.
 */
final class StateOrder {
    /** What Adafactor's mean squares of rows and columns are multiplied to, which it makes anew at each step. */
    static final int PRODUCT = -1;

    /** A whole number that Adafactor keeps in place of the mean squares of the rows and of the columns of a vector. */
    static final int PLACEHOLDER = -2;

    private StateOrder() {}

    /** The groups of a weight's states, by their numbers here. */
    static List<List<Integer>> of(Optimizer optimizer, ParameterInfo parameter) {
        int own = optimizer.rule(parameter).states();
        List<List<Integer>> groups = new ArrayList<>();
        int next = own;
        if (optimizer.options().useEma()) {
            groups.add(List.of(next++));
        }
        if (optimizer.options().gradientAccumulationSteps() > 1) {
            groups.add(List.of(next));
        }
        List<Integer> together = new ArrayList<>(
                optimizer instanceof Adafactor && own == 1 ? List.of(PLACEHOLDER, PLACEHOLDER) : List.of());
        for (int i = 0; i < own; i++) {
            if (optimizer instanceof RMSprop || i == 2 && isAdam(optimizer)) {
                groups.add(List.of(i));
            } else {
                together.add(i);
            }
        }
        if (optimizer instanceof Adafactor && own == 2) {
            together.add(PRODUCT);
        }
        if (!together.isEmpty()) {
            groups.add(groups.size() - (isAdam(optimizer) && own == 3 ? 1 : 0), together);
        }
        return groups;
    }

    /** The groups where each state has one of its own, as the optimizers before TensorFlow 2.11 kept them. */
    static List<List<Integer>> oneByOne(List<List<Integer>> groups) {
        return groups.stream().flatMap(List::stream).map(List::of).toList();
    }

    /** The shape of a state: that of the weight, or without one of its last two dimensions. */
    static int[] shape(Optimizer optimizer, ParameterInfo parameter, int state) {
        List<Integer> shape = new ArrayList<>();
        for (int size : parameter.shape().toArray()) {
            shape.add(size);
        }
        UpdateRule rule = optimizer.rule(parameter);
        if (state >= 0 && state < rule.states() && rule.stateShape(state) == StateShape.ROWS) {
            shape.removeLast();
        } else if (state >= 0 && state < rule.states() && rule.stateShape(state) == StateShape.COLUMNS) {
            shape.remove(/* index */ shape.size() - 2);
        }
        return shape.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean isAdam(Optimizer optimizer) {
        return optimizer instanceof Adam || optimizer instanceof AdamW;
    }
}
