package io.fovea.custom;

import io.fovea.activations.ActivationFunction;
import io.fovea.activations.Activations;
import io.fovea.tensor.Shape;

/**
 * A tensor that is known by its shape while a layer is described; its numbers come when the model runs. Each function adds an
 * operation to the model and returns the result; gradients come with the operations. The batch is no dimension here: {@code [h, w, c]}
 * is a feature map, {@code [c]} a vector.
 *
 * <p>Example, the squeeze and excitation of Hu et al., arXiv:1709.01507, inside {@code ComposedLayer.call}:
 *
 * <pre>{@code
 * SymbolicTensor gate = x.mean(HEIGHT, WIDTH).matmul(weights.get("squeeze")).relu()
 *         .matmul(weights.get("excite")).sigmoid();
 * return x.multiply(gate);
 * }</pre>
 *
 * <p>Two tensors of different shapes are broadcast as in NumPy: shapes are aligned at their last dimension, and a dimension that is 1 or
 * missing is repeated. Axes are counted from 0, or from the end with negative numbers. Every function throws {@link
 * IllegalArgumentException} for shapes or axes that don't fit; the message says what does.
 */
public interface SymbolicTensor {
    /** The rows of a feature map. */
    int HEIGHT = -3;

    /** The columns of a feature map. */
    int WIDTH = -2;

    /** The channels of a feature map, the elements of a vector. */
    int CHANNELS = -1;

    /** The shape of one sample. */
    Shape shape();

    /** {@code this + other}. */
    SymbolicTensor add(SymbolicTensor other);

    /** {@code this - other}. */
    SymbolicTensor subtract(SymbolicTensor other);

    /** {@code this * other}, element by element. */
    SymbolicTensor multiply(SymbolicTensor other);

    /** {@code this / other}, element by element. */
    SymbolicTensor divide(SymbolicTensor other);

    /** The greater number of each pair; of two equal ones the gradient goes to this tensor's. */
    SymbolicTensor maximum(SymbolicTensor other);

    /** The lesser number of each pair; of two equal ones the gradient goes to this tensor's. */
    SymbolicTensor minimum(SymbolicTensor other);

    /** {@code scale * this + offset}, both finite. */
    SymbolicTensor scale(double scale, double offset);

    /** {@code this + value}. */
    default SymbolicTensor add(double value) {
        return scale(1, value);
    }

    /** {@code factor * this}. */
    default SymbolicTensor multiply(double factor) {
        return scale(factor, 0);
    }

    /** {@code -this}. */
    default SymbolicTensor negative() {
        return scale(-1, 0);
    }

    /** {@code this * this}. */
    SymbolicTensor square();

    /** The magnitude; its derivative at 0 is 0. */
    SymbolicTensor absolute();

    /** The exponential function; 2.4e38 stands for all that is greater. */
    SymbolicTensor exp();

    /** The natural logarithm: minus infinity of 0, NaN of what is less. */
    SymbolicTensor log();

    /** The square root: NaN of what is below 0. */
    SymbolicTensor sqrt();

    /** {@code 1 / this}. */
    SymbolicTensor reciprocal();

    /** {@code this}, at least {@code least} and at most {@code most}; the derivative is 0 at both ends. */
    SymbolicTensor clip(double least, double most);

    /** {@code function} of each element; a softmax is taken over the last axis. */
    SymbolicTensor activation(ActivationFunction function);

    /** max(x, 0). */
    default SymbolicTensor relu() {
        return activation(Activations.RELU);
    }

    /** 1 / (1 + exp(-x)). */
    default SymbolicTensor sigmoid() {
        return activation(Activations.SIGMOID);
    }

    /** The hyperbolic tangent. */
    default SymbolicTensor tanh() {
        return activation(Activations.TANH);
    }

    /** Probabilities: exp(x) divided by its sum over the last axis. */
    default SymbolicTensor softmax() {
        return activation(Activations.SOFTMAX);
    }

    /** The sum over {@code axes}, which are left out of the result; a sum over all of them has the shape [1]. */
    SymbolicTensor sum(int... axes);

    /** The mean over {@code axes}, which are left out of the result; a mean over all of them has the shape [1]. */
    SymbolicTensor mean(int... axes);

    /** As {@link #sum}, with the axes kept at size 1, so that the result can be broadcast against this tensor. */
    SymbolicTensor sumKeepingAxes(int... axes);

    /** As {@link #mean}, with the axes kept at size 1, so that the result can be broadcast against this tensor. */
    SymbolicTensor meanKeepingAxes(int... axes);

    /** The elements in row-major order in another shape of as many elements. */
    SymbolicTensor reshape(Shape shape);

    /** All elements as one vector. */
    default SymbolicTensor flatten() {
        return reshape(Shape.of(shape().size()));
    }

    /** The axes in another order: axis {@code i} of the result is axis {@code axes[i]} of this tensor. */
    SymbolicTensor permute(int... axes);

    /** The part from {@code from} to {@code to} - 1 along {@code axis}. */
    SymbolicTensor slice(int axis, int from, int to);

    /** {@code before} zeros at the start and {@code after} zeros at the end of {@code axis}. */
    SymbolicTensor pad(int axis, int before, int after);

    /** Each element {@code times} times along {@code axis}: a b c becomes a a b b c c. */
    SymbolicTensor repeat(int axis, int times);

    /** This tensor and {@code others} one after the other along {@code axis}. */
    SymbolicTensor concatenate(int axis, SymbolicTensor... others);

    /**
     * The matrix product over the last axis: {@code [..., k]} and a weight {@code [k, n]} make {@code [..., n]}.
     *
     * @param weight a weight of the layer itself, as {@link WeightTensors} gives it
     */
    SymbolicTensor matmul(SymbolicTensor weight);
}
