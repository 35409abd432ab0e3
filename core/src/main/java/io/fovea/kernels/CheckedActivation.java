package io.fovea.kernels;

/** See {@link AccessCheck}. */
record CheckedActivation(ActivationKernel kernel, AccessCheck check) implements ActivationKernel {
    @Override
    public void forward(ElementwiseFunction f, int rows, int count, long x, long rowX, long y, long rowY) {
        check.read("activation: x", x, rows, rowX, count);
        check.write("activation: y", y, rows, rowY, count);
        kernel.forward(f, rows, count, x, rowX, y, rowY);
    }

    @Override
    public void gradient(
            ElementwiseFunction f, int rows, int count, long known, long rowKnown, long dy, long rowDy, long dx,
            long rowDx) {
        check.read("activation gradient: known", known, rows, rowKnown, count);
        check.read("activation gradient: dy", dy, rows, rowDy, count);
        check.write("activation gradient: dx", dx, rows, rowDx, count);
        kernel.gradient(f, rows, count, known, rowKnown, dy, rowDy, dx, rowDx);
    }

    @Override
    public void gate(int rows, int count, long values, long gates, long rowX, long y, long rowY) {
        check.read("gate: values", values, rows, rowX, count);
        check.read("gate: gates", gates, rows, rowX, count);
        check.write("gate: y", y, rows, rowY, count);
        kernel.gate(rows, count, values, gates, rowX, y, rowY);
    }

    @Override
    public void gateGradient(
            int rows, int count, long values, long gates, long rowX, long dy, long rowDy, long dValues, long dGates,
            long rowDx) {
        check.read("gate gradient: values", values, rows, rowX, count);
        check.read("gate gradient: gates", gates, rows, rowX, count);
        check.read("gate gradient: dy", dy, rows, rowDy, count);
        check.write("gate gradient: dValues", dValues, rows, rowDx, count);
        check.write("gate gradient: dGates", dGates, rows, rowDx, count);
        kernel.gateGradient(rows, count, values, gates, rowX, dy, rowDy, dValues, dGates, rowDx);
    }

    @Override
    public void greatestPiece(int rows, int count, int pieces, long x, long rowX, long y, long rowY) {
        check.read("greatest piece: x", x, rows, rowX, (long) count * pieces);
        check.write("greatest piece: y", y, rows, rowY, count);
        kernel.greatestPiece(rows, count, pieces, x, rowX, y, rowY);
    }

    @Override
    public void greatestPieceGradient(
            int rows, int count, int pieces, long x, long rowX, long y, long rowY, long dy, long rowDy, long dx,
            long rowDx) {
        check.read("greatest piece gradient: x", x, rows, rowX, (long) count * pieces);
        check.read("greatest piece gradient: y", y, rows, rowY, count);
        check.read("greatest piece gradient: dy", dy, rows, rowDy, count);
        check.write("greatest piece gradient: dx", dx, rows, rowDx, (long) count * pieces);
        kernel.greatestPieceGradient(rows, count, pieces, x, rowX, y, rowY, dy, rowDy, dx, rowDx);
    }
}
