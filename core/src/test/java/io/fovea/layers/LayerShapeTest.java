package io.fovea.layers;

import static io.fovea.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import io.fovea.tensor.Shape;

/** Shapes at the ends of int: exact, or refused with the numbers. */
class LayerShapeTest {
    private static final int MAX = Integer.MAX_VALUE;
    private static final List<Shape> IMAGE = List.of(Shape.of(9, 7, 3));

    private static void refused(Layer layer, String... words) {
        assertThatThrownBy(() -> layer.outputShape(IMAGE)).as(layer.toString())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(words)
                .hasMessageNotContaining(" -");
    }

    @Example
    void aDilationAtTheEndOfIntDoesNotFit() {
        refused(Conv2D.of(4, 3).dilation(MAX), "4294967295 x 4294967295", "does not fit", "[9, 7, 3]");
        refused(Conv2D.of(4, 3).dilation(MAX, 1), "4294967295 x 3");
        refused(Conv2D.of(4, 1 << 27, 1).dilation(MAX, 1), "288230373870010370 x 1");
    }

    @Example
    void paddingThatIsLargerThanAnArrayIsRefused() {
        refused(Conv2D.of(4, 3).dilation(MAX - 1).padding(SAME), "4294967293 x 4294967293", "padding", "2147483647");
        refused(Conv2D.of(1, 1, 3).dilation(1, MAX).padding(SAME), "[9, 4294967301, 3]");
        refused(MaxPooling2D.of(MAX).padding(SAME), "2147483647 x 2147483647", "[2147483647, 2147483647, 3]");
        refused(AveragePooling2D.of(1, MAX).strides(1).padding(SAME), "1 x 2147483647");
        refused(MaxPooling2D.of(MAX), "does not fit");
    }

    @Example
    void weightsThatAreLargerThanAnArrayAreRefused() {
        refused(Conv2D.of(MAX, 1), "[1, 1, 3, 2147483647]", "at most 2147483647 elements");
        refused(Dense.of(MAX), "[3, 2147483647]");
        refused(Dense.of(MAX / 9), "[9, 7, 238609294]");
    }

    @Example
    void stridesAtTheEndOfIntTakeOneWindow() {
        assertThat(Conv2D.of(4, 3).strides(MAX).outputShape(IMAGE)).isEqualTo(Shape.of(1, 1, 4));
        assertThat(Conv2D.of(4, 3).strides(MAX).padding(SAME).outputShape(IMAGE)).isEqualTo(Shape.of(1, 1, 4));
        assertThat(AveragePooling2D.of(2).strides(MAX).outputShape(IMAGE)).isEqualTo(Shape.of(1, 1, 3));
    }

    @Example
    void tooManyChannelsTogetherAreRefused() {
        List<Shape> inputs = List.of(Shape.of(MAX), Shape.of(MAX), Shape.of(3));
        assertThatThrownBy(() -> Concatenate.of().outputShape(inputs)).hasMessageContaining("4294967297 together");
        assertThat(Concatenate.of().outputShape(List.of(Shape.of(MAX - 1), Shape.of(1)))).isEqualTo(Shape.of(MAX));
    }

    @Example
    void multiplyAddsAreExactBeyondInt() {
        List<Shape> image = List.of(Shape.of(4096, 4096, 64));
        assertThat(Conv2D.of(64, 3).padding(SAME).multiplyAdds(image)).isEqualTo(4096L * 4096 * 64 * 9 * 64);
        assertThat(Dense.of(64).multiplyAdds(image)).isEqualTo(4096L * 4096 * 64 * 64);
    }

    @Example
    void aShapeHoldsAsManyElementsAsAnInt() {
        assertThat(Shape.of(MAX).size()).isEqualTo(MAX);
        assertThat(Shape.isAllowed(MAX, 1, 1)).isTrue();
        assertThat(Shape.isAllowed(1L << 31)).isFalse();
        assertThat(Shape.isAllowed(1L << 62, 1L << 62, 4)).isFalse();
        assertThat(Shape.isAllowed(1, 0)).isFalse();
        assertThat(Shape.isAllowed()).isFalse();
        assertThatThrownBy(() -> Shape.of(MAX, MAX, MAX, MAX)).hasMessageContaining("at most 2147483647 elements");
    }

    /** The definition: windows that start at -before, every stride, as long as they fit. */
    @Property
    void sizesFollowTheDefinition(
            @ForAll @IntRange(min = 1, max = 40) int size, @ForAll @IntRange(min = 1, max = 9) int window,
            @ForAll @IntRange(min = 1, max = 9) int stride) {
        int valid = 0;
        for (int start = 0; start + window <= size; start += stride) {
            valid++;
        }
        assertThat(Math.max(0, Padding.VALID.outputSize(size, window, stride))).isEqualTo(valid);
        long same = SAME.outputSize(size, window, stride);
        assertThat(same).isEqualTo((long) Math.ceil(size / (double) stride));
        long total = SAME.total(size, window, stride);
        assertThat(total == 0 || (same - 1) * stride + window == size + total).isTrue();
        assertThat(SAME.before(size, window, stride)).isEqualTo(total / 2);
        assertThat(Padding.VALID.before(size, window, stride)).isZero();
    }
}
