package io.fovea.keras;

import java.util.ArrayList;
import java.util.List;

import io.fovea.custom.ParameterInfo;
import io.fovea.optimizers.Adafactor;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.AdamW;
import io.fovea.optimizers.Nadam;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.RMSprop;

/**
 * In which order Keras keeps an optimizer's variables: groups, each with some states of one weight after another. The averages of
 * weights and the sums of gradients come first, those of Adam's maximum and of RMSprop one by one, all others together.
 */
final class StateOrder {
    private StateOrder() {}

    /** Whether files hold the states: Adafactor and Nadam have variables in Keras that there are none of here. */
    static boolean isKnown(Optimizer optimizer) {
        return !(optimizer instanceof Adafactor || optimizer instanceof Nadam);
    }

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
        List<Integer> together = new ArrayList<>();
        for (int i = 0; i < own; i++) {
            if (optimizer instanceof RMSprop || i == 2 && isAdam(optimizer)) {
                groups.add(List.of(i));
            } else {
                together.add(i);
            }
        }
        if (!together.isEmpty()) {
            groups.add(groups.size() - (isAdam(optimizer) && own == 3 ? 1 : 0), together);
        }
        return groups;
    }

    private static boolean isAdam(Optimizer optimizer) {
        return optimizer instanceof Adam || optimizer instanceof AdamW;
    }
}
