package io.fovea.kernels;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes {@code Tiles.java}, {@code PanelTiles.java} and {@code ColumnTiles.java}: each holds sixteen methods of one shape,
 * R rows by V vectors, that differ in nothing but how often a line is repeated; the files differ in which strides are
 * constants. {@link TileSourceTest} fails when a file and its text differ. To write one again, from the project's root:
 * {@code java core/src/test/java/io/fovea/kernels/TileSource.java Tiles > core/src/main/java/io/fovea/kernels/Tiles.java}
 */
enum TileSource {
    /** Any strides. */
    Tiles("stepA", "rowA", "rowB",
            """
                    /**
                     * The register tile, R rows by V vectors, for each R of 1 to 8 and V of 1 to 2:
                     *
                     * <pre>C[r][j] = I[r][j] + sum over t, p of A[a + t tapA + p stepA + r rowA] B[b + t tapB + p rowB + j]</pre>
                     *
                     * <p>Addresses and strides are in bytes; t runs to taps, p to depth, j over V vectors; {@code count} such tiles lie one
                     * under the other. All of a tile's C is loaded before its first is stored, so C may be I. The rows are spelled out, one
                     * body without calls: small helper methods in it made the compiler box the vectors (17 instead of 260 GFLOP/s), and a
                     * loop over rows cannot keep C in registers. R x V + V + 1 registers are in use: 8 x 2 suits 32 of them, 5 x 2 and 8 x 1
                     * suit 16. Strides of rows are masked, so that C2 knows that an address stays positive and drops its check.
                     */
                    """),

    /** A and B in panels: the sum runs along a row of A. */
    PanelTiles("4L", "PANEL", "%d * BYTES",
            """
                    /**
                     * The tiles of {@link Tiles} where A lies in panels of 32 columns and B in panels of a tile's width, each without a
                     * gap: {@code stepA} is 4, {@code rowA} 128 and {@code rowB} V vectors. As constants they are parts of the instructions;
                     * as arguments they need more registers than there are: a sum over 32 takes 12 to 30 % longer then.
                     */
                    """),

    /** The rows of a tile are neighbours in A: the sum runs down its columns. */
    ColumnTiles("stepA", "4", "rowB",
            """
                    /**
                     * The tiles of {@link Tiles} where {@code rowA} is 4: gradients of weights, whose rows are neighbours in memory. As a
                     * constant it is a part of the instructions; as an argument it needs more registers than there are.
                     */
                    """);

    static final int MAX_ROWS = 8;
    static final int MAX_VECTORS = 2;

    private final String stepA;
    private final String rowA;
    private final String rowB;
    private final String comment;

    TileSource(String stepA, String rowA, String rowB, String comment) {
        this.stepA = stepA;
        this.rowA = rowA;
        this.rowB = rowB;
        this.comment = comment;
    }

    public static void main(String[] arguments) {
        System.out.print(valueOf(arguments[0]).text());
    }

    String text() {
        String tiles = IntStream.rangeClosed(1, MAX_VECTORS)
                .mapToObj(v -> lines(1, MAX_ROWS + 1, r -> tile(r, v)))
                .collect(Collectors.joining());
        return HEAD.formatted(comment, name()) + constant() + MIDDLE.formatted(name()) + run() + tiles + "}\n";
    }

    private boolean varies(String stride) {
        return stride.startsWith("step") || stride.startsWith("row");
    }

    private String constant() {
        return rowA.equals("PANEL") ? "    private static final long PANEL = 128;\n" : "";
    }

    private String argument(String type, String stride) {
        return varies(stride) ? ", " + type + stride : "";
    }

    private String arguments(String integer, String type, String newLine) {
        return integer + "count, " + type + "a, " + integer + "taps, " + integer + "depth, " + type + "tapA"
                + argument(type, stepA) + argument(type, rowA) + "," + newLine + type + "b, " + type + "tapB"
                + argument(type, rowB) + ", " + type + "c, " + type + "rowC, " + type + "init, " + type + "rowInit";
    }

    private String run() {
        return """

                    /** Runs {@code count} tiles of {@code rows} x {@code vectors}, one under the other. */
                    static void run(
                            int rows, int vectors, %s) {
                        switch (rows * MAX_VECTORS + vectors) {
                """.formatted(arguments("int ", "long ", NEW_LINE))
                + lines(1, MAX_ROWS + 1, r -> lines(1, MAX_VECTORS + 1, v -> "            case %d -> tile%dx%d(%s);\n"
                        .formatted(r * MAX_VECTORS + v, r, v, arguments("", "", " "))))
                + """
                                    default -> throw new IllegalArgumentException(
                                            "no tile of " + rows + " rows and " + vectors + " vectors");
                                }
                            }
                        """;
    }

    private String tile(int rows, int vectors) {
        return """

                    private static void tile%dx%d(
                            %s) {
                """.formatted(rows, vectors, arguments("int ", "long ", NEW_LINE))
                + mask(rowA) + mask("rowC") + mask("rowInit")
                + """
                                for (int i = 0; i < count; i++) {
                                    long ai = a + i * (%s);
                                    long ci = c + i * (%s) & MASK;
                                    long ii = init + i * (%s) & MASK;
                        """.formatted(times(rows, rowA), times(rows, "rowC"), times(rows, "rowInit"))
                + each(rows, vectors,
                        (r, v) -> "            FloatVector c%d%d = %s;\n".formatted(r, v,
                                load(row("ii", r, "rowInit"), v)))
                + """
                                    for (int t = 0; t < taps; t++) {
                                        long at = ai + t * tapA;
                                        long bt = b + t * tapB;
                                        for (int p = 0; p < depth; p++) {
                                            long ap = at + p * %s & MASK;
                                            long bp = bt + p * %s & MASK;
                        """.formatted(stepA, width(vectors))
                + each(1, vectors,
                        (r, v) -> "                    FloatVector b%d = %s;\n".formatted(v, load("bp", v)))
                + "                    FloatVector x;\n"
                + lines(0, rows,
                        r -> "                    x = FloatVector.broadcast(S, ALL.get(F, %s));\n"
                                .formatted(row("ap", r, rowA))
                                + lines(0, vectors,
                                        v -> "                    c%d%d = x.fma(b%d, c%d%d);\n"
                                                .formatted(r, v, v, r, v)))
                + "                }\n            }\n"
                + each(rows, vectors,
                        (r, v) -> "            c%d%d.intoMemorySegment(ALL, %s, ORDER);\n".formatted(r, v,
                                vector(row("ci", r, "rowC"), v)))
                + "        }\n    }\n";
    }

    private String mask(String stride) {
        return varies(stride) ? "        " + stride + " &= STRIDES;\n" : "";
    }

    private String width(int vectors) {
        return varies(rowB) ? rowB : vectors == 1 ? "BYTES" : "(" + rowB.formatted(vectors) + ")";
    }

    private static String times(int r, String stride) {
        return r + (stride.equals("4") ? "L" : "") + " * " + stride;
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

    private static final String NEW_LINE = "\n            ";

    private interface Cell {
        String text(int row, int vector);
    }

    private static final String HEAD = """
            package io.fovea.kernels;

            import static io.fovea.runtime.Memory.ALL;
            import static io.fovea.runtime.Memory.MASK;
            import static io.fovea.runtime.Memory.STRIDES;

            import java.lang.foreign.ValueLayout;
            import java.nio.ByteOrder;

            import jdk.incubator.vector.FloatVector;
            import jdk.incubator.vector.VectorSpecies;

            // Written by TileSource (in the tests' folder), which a test compares with this file: change that one.
            %sfinal class %s {
                private static final VectorSpecies<Float> S = Vectors.FLOATS;
                private static final long BYTES = S.vectorByteSize();
                private static final int MAX_VECTORS = 2;
            """;

    private static final String MIDDLE = """
                private static final ValueLayout.OfFloat F = ValueLayout.JAVA_FLOAT_UNALIGNED;
                private static final ByteOrder ORDER = ByteOrder.nativeOrder();

                private %s() {}
            """;
}
