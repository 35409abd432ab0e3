package io.fovea.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.fovea.tensor.Shape;

class ActivationLayersTest {
    private static final List<Shape> IMAGE = List.of(Shape.of(4, 5, 6));
    private static final List<Shape> VECTOR = List.of(Shape.of(7));

    @Test
    void defaultsAreThoseOfKeras() {
        assertThat(ReLU.of()).isEqualTo(new ReLU("", Double.POSITIVE_INFINITY, 0, 0));
        assertThat(LeakyReLU.of().negativeSlope()).isEqualTo(0.3);
        assertThat(ELU.of().alpha()).isEqualTo(1);
        assertThat(Softmax.of().axis()).isEqualTo(-1);
        assertThat(GatedLinearUnit.of().kind()).isEqualTo("GLU");
    }

    @Test
    void aSoftmaxNeedsItsAxis() {
        assertThat(Softmax.of(3).outputShape(IMAGE)).isEqualTo(IMAGE.getFirst());
        assertThat(Softmax.of(1).outputShape(VECTOR)).isEqualTo(VECTOR.getFirst());
        assertThatThrownBy(() -> Softmax.of(-2).outputShape(VECTOR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has axis -2, but got an input of shape [7]");
    }

    @Test
    void aGatedLinearUnitHalvesTheChannels() {
        assertThat(GatedLinearUnit.of().outputShape(IMAGE)).isEqualTo(Shape.of(4, 5, 3));
        assertThatThrownBy(() -> GatedLinearUnit.of().outputShape(VECTOR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("halves the channels, so their number is even, but got [7]");
    }

    @Test
    void aMaxoutHasAKernelForAllPieces() {
        Maxout layer = Maxout.of(4, 3);
        assertThat(layer.outputShape(IMAGE)).isEqualTo(Shape.of(4, 5, 4));
        assertThat(layer.weights(VECTOR)).extracting(Weight::shape).containsExactly(Shape.of(7, 12), Shape.of(12));
        assertThat(layer.useBias(false).weights(IMAGE)).extracting(Weight::shape).containsExactly(Shape.of(6, 12));
        assertThat(layer.multiplyAdds(IMAGE)).isEqualTo(20 * 6 * 12);
        assertThatThrownBy(() -> Maxout.of(1 << 20, 1 << 20).outputShape(VECTOR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has at most 2147483647 functions, but got 1048576 units of 1048576 pieces");
    }
}
