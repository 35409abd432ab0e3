package io.fovea.data;

/** Where the elements of an array in Fortran's order, whose first dimension runs fastest, belong in row-major order. */
final class ColumnOrder {
    private final int[] shape;
    private final int[] strides;
    private final int[] index;
    private int at;

    ColumnOrder(int[] shape) {
        this.shape = shape.clone();
        strides = new int[shape.length];
        index = new int[shape.length];
        int stride = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= shape[d];
        }
    }

    /** The place of the next element. */
    int next() {
        int place = at;
        for (int d = 0; d < shape.length; d++) {
            at += strides[d];
            if (++index[d] < shape[d]) {
                break;
            }
            at -= index[d] * strides[d];
            index[d] = 0;
        }
        return place;
    }
}
