package io.fovea.layers;

import java.util.ArrayList;
import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;
import io.fovea.tensor.Shape;

/**
 * The same elements, row-major, in another shape. Input {@code [n, …]}, output {@code [n, dimensions]}. No weights.
 *
 * <p>Example: {@code Reshape.of(4, 4, -1)} makes a feature map of 4 x 4 pixels of a vector.
 *
 * @param name of the layer; empty: automatic
 * @param dimensions of the output without the batch, each 1 or more; one of them may be -1: what is left
 */
public record Reshape(String name, List<Integer> dimensions) implements ComposedLayer {
    /**
     * Checks the dimensions.
     *
     * @throws IllegalArgumentException when there is none, one is below 1 and not -1, or two are -1
     */
    public Reshape {
        Check check = Check.of("Reshape").present("name", name).present("dimensions", dimensions);
        dimensions = List.copyOf(dimensions);
        check.check(
                !dimensions.isEmpty() && dimensions.stream().allMatch(d -> d >= 1 || d == -1)
                        && dimensions.stream().filter(d -> d == -1).count() <= 1,
                "dimensions", "1 or more numbers of 1 or more, one of which may be -1", dimensions);
    }

    /** To these dimensions without the batch; one of them may be -1. */
    public static Reshape of(int... dimensions) {
        List<Integer> all = new ArrayList<>();
        for (int d : dimensions) {
            all.add(d);
        }
        return new Reshape("", all);
    }

    @Override
    public Reshape named(String newName) {
        return new Reshape(newName, dimensions);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        SymbolicTensor x = Single.of(inputs);
        return x.reshape(resolved(x.shape()));
    }

    private Shape resolved(Shape input) {
        long known = 1;
        for (int d : dimensions) {
            known = Math.multiplyExact(known, d == -1 ? 1 : (long) d);
        }
        boolean fits = dimensions.contains(-1) ? input.size() % known == 0 : input.size() == known;
        if (!fits) {
            throw new IllegalArgumentException(
                    "the " + input.size() + " elements of an input of shape " + input + " don't fit into "
                            + dimensions);
        }
        int rest = Math.toIntExact(input.size() / known);
        return Shape.of(dimensions.stream().mapToInt(d -> d == -1 ? rest : d).toArray());
    }
}
