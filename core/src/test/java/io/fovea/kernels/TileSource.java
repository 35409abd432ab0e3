package io.fovea.kernels;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes {@code Tiles.java}: sixteen methods of one shape, R rows by V vectors, that differ in nothing but how often a
 * line is repeated. {@link TileSourceTest} fails when the file and this text differ. To write the file again, from the
 * project's root: {@code java core/src/test/java/io/fovea/kernels/TileSource.java >
 * core/src/main/java/io/fovea/kernels/Tiles.java}
 */
final class TileSource {
    static final int MAX_ROWS = 8;
    static final int MAX_VECTORS = 2;

    private TileSource() {}

    public static void main(String[] arguments) {
        System.out.print(text());
    }

    static String text() {
        String tiles = IntStream.rangeClosed(1, MAX_VECTORS)
                .mapToObj(v -> lines(1, MAX_ROWS + 1, r -> tile(r, v)))
                .collect(Collectors.joining());
        return HEAD + tiles + "}\n";
    }

    private static String tile(int rows, int vectors) {
        return """

                    static void tile%dx%d(
                            long a, int taps, int depth, long tapA, long stepA, long rowA,
                            long b, long tapB, long rowB, long c, long rowC, long init, long rowInit) {
                        init &= MASK;
                        c &= MASK;
                """.formatted(rows, vectors)
                + each(rows, vectors,
                        (r, v) -> "        FloatVector c%d%d = %s;\n".formatted(r, v,
                                load(row("init", r, "rowInit"), v)))
                + """
                                for (int t = 0; t < taps; t++) {
                                    long at = a + t * tapA;
                                    long bt = b + t * tapB;
                                    for (int p = 0; p < depth; p++) {
                                        long ap = at + p * stepA & MASK;
                                        long bp = bt + p * rowB & MASK;
                        """
                + each(1, vectors, (r, v) -> "                FloatVector b%d = %s;\n".formatted(v, load("bp", v)))
                + "                FloatVector x;\n"
                + lines(0, rows,
                        r -> "                x = FloatVector.broadcast(S, ALL.get(F, %s));\n"
                                .formatted(row("ap", r, "rowA"))
                                + lines(0, vectors,
                                        v -> "                c%d%d = x.fma(b%d, c%d%d);\n".formatted(r, v, v, r, v)))
                + "            }\n        }\n"
                + each(rows, vectors,
                        (r, v) -> "        c%d%d.intoMemorySegment(ALL, %s, ORDER);\n".formatted(r, v,
                                vector(row("c", r, "rowC"), v)))
                + "    }\n";
    }

    private static String row(String base, int r, String stride) {
        return r == 0 ? base : r == 1 ? base + " + " + stride : base + " + " + r + " * " + stride;
    }

    private static String vector(String address, int v) {
        return v == 0 ? address : address + " + BYTES";
    }

    private static String load(String address, int v) {
        return "FloatVector.fromMemorySegment(S, ALL, " + vector(address, v) + ", ORDER)";
    }

    private static String lines(int from, int to, IntFunction<String> line) {
        return IntStream.range(from, to).mapToObj(line).collect(Collectors.joining());
    }

    private static String each(int rows, int vectors, Cell cell) {
        return lines(0, rows, r -> lines(0, vectors, v -> cell.text(r, v)));
    }

    private interface Cell {
        String text(int row, int vector);
    }

    private static final String HEAD =
            """
                    package io.fovea.kernels;

                    import static io.fovea.runtime.Memory.ALL;
                    import static io.fovea.runtime.Memory.MASK;

                    import java.lang.foreign.ValueLayout;
                    import java.nio.ByteOrder;

                    import jdk.incubator.vector.FloatVector;
                    import jdk.incubator.vector.VectorSpecies;

                    // Written by TileSource (in the tests' folder), which a test compares with this file: change that one.
                    /**
                     * The register tile, R rows by V vectors, for each R of 1 to 8 and V of 1 to 2:
                     *
                     * <pre>C[r][j] = I[r][j] + sum over t, p of A[a + t tapA + p stepA + r rowA] B[b + t tapB + p rowB + j]</pre>
                     *
                     * <p>Addresses and strides are in bytes; t runs to taps, p to depth, j over V vectors. All of C is loaded before
                     * the first is stored, so C may be I. The rows are spelled out, one body without calls: small helper methods in
                     * it made the compiler box the vectors (17 instead of 260 GFLOP/s), and a loop over rows cannot keep C in
                     * registers. R x V + V + 1 registers are in use: 8 x 2 suits 32 of them, 5 x 2 and 8 x 1 suit 16.
                     */
                    final class Tiles {
                        private static final VectorSpecies<Float> S = Vectors.FLOATS;
                        private static final long BYTES = S.vectorByteSize();
                        private static final ValueLayout.OfFloat F = ValueLayout.JAVA_FLOAT_UNALIGNED;
                        private static final ByteOrder ORDER = ByteOrder.nativeOrder();

                        private Tiles() {}
                    """;
}
