package io.fovea.layers;

import java.util.ArrayList;
import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;

/**
 * The axes in another order. Input {@code [n, d1, d2, …]}; axis {@code i} of the output is axis {@code axes[i]} of the input, both counted
 * from 1, since the batch is axis 0 and stays. No weights.
 *
 * <p>Example: {@code Permute.of(3, 1, 2)} makes {@code [n, c, h, w]} of {@code [n, h, w, c]}.
 *
 * @param name of the layer; empty: automatic
 * @param axes each axis of the input once, counted from 1
 */
public record Permute(String name, List<Integer> axes) implements ComposedLayer {
    /**
     * Checks the axes.
     *
     * @throws IllegalArgumentException when they are not 1, 2, … in some order
     */
    public Permute {
        Check check = Check.of("Permute").present("name", name).present("axes", axes);
        axes = List.copyOf(axes);
        List<Integer> sorted = axes.stream().sorted().toList();
        boolean whole = !axes.isEmpty();
        for (int i = 0; i < sorted.size(); i++) {
            whole &= sorted.get(i) == i + 1;
        }
        check.check(whole, "axes", "each of 1, 2, … once, in any order", axes);
    }

    /** To this order of axes, counted from 1. */
    public static Permute of(int... axes) {
        List<Integer> all = new ArrayList<>();
        for (int axis : axes) {
            all.add(axis);
        }
        return new Permute("", all);
    }

    @Override
    public Permute named(String newName) {
        return new Permute(newName, axes);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        SymbolicTensor x = Single.of(inputs);
        if (x.shape().rank() != axes.size()) {
            throw new IllegalArgumentException(
                    "the axes " + axes + " are of an input with " + axes.size() + " dimensions, but got " + x.shape());
        }
        return x.permute(axes.stream().mapToInt(axis -> axis - 1).toArray());
    }
}
