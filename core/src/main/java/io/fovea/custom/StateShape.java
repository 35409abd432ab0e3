package io.fovea.custom;

import io.fovea.tensor.Shape;

/** How many numbers an optimizer keeps of a weight: one for each number of it, or fewer. */
public enum StateShape {
    /** One for each number. */
    WEIGHT,
    /** One for each row: the weight's shape without its last dimension. */
    ROWS,
    /** One for each column: the weight's shape without its last dimension but one. */
    COLUMNS,
    /** One for the weight. */
    SCALAR;

    /** How many numbers a state of a weight of shape {@code shape} has. */
    public int size(Shape shape) {
        return switch (this) {
            case WEIGHT -> shape.size();
            case ROWS -> shape.size() / shape.channels();
            case COLUMNS -> shape.rank() < 2 ? shape.size() : shape.size() / shape.dimension(shape.rank() - 2);
            case SCALAR -> 1;
        };
    }
}
