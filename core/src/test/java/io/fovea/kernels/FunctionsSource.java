package io.fovea.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Writes the elementwise functions of {@link FunctionRow}: {@code ScalarFunctions.java} in plain floats, and a class of vector loops
 * for each family. {@link FunctionsSourceTest} fails when a file and this text differ; it writes the files again with {@code
 * -Dfovea.write}.
 */
final class FunctionsSource {
    private static final Map<String, String> CONSTANTS = constants();

    private FunctionsSource() {}

    /** Writes all files into a folder. */
    static void write(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** The files by name. */
    static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("ScalarFunctions.java", scalar());
        for (String file : List.of(
                FunctionRow.PIECEWISE, FunctionRow.EXPONENTIALS, FunctionRow.LOGARITHMS, FunctionRow.POWERS)) {
            files.put(file + ".java", vector(file));
        }
        return files;
    }

    private static String scalar() {
        StringBuilder text = new StringBuilder(
                """
                        package io.fovea.kernels;

                        // Written by FunctionsSource (in the tests' folder), which a test compares with this file: change that one.
                        /** The elementwise functions of one number, as {@link ElementwiseActivation} describes them, without the flush. */
                        final class ScalarFunctions {
                            private ScalarFunctions() {}
                        """);
        for (FunctionRow row : FunctionRow.ALL) {
            scalar(text, row.name(), "float x", row.value());
            scalar(text, row.name() + "Gradient", "float x, float d", row.gradient());
        }
        return text.append("}\n").toString();
    }

    private static void scalar(
            StringBuilder text, String name, String arguments, Function<FunctionBody, Expression> function) {
        FunctionBody body = new FunctionBody();
        String result = function.apply(body).bare();
        text.append("\n    static float ").append(name).append('(').append(arguments)
                .append(", float a, float b, float c) {\n");
        body.scalar().forEach(line -> text.append("        ").append(line).append('\n'));
        text.append("        return ").append(result).append(";\n    }\n");
    }

    private static String vector(String file) {
        StringBuilder loops = new StringBuilder();
        for (FunctionRow row : FunctionRow.ALL) {
            if (row.file().equals(file)) {
                vector(loops, row.name(), "long to", "to", row.value());
                vector(loops, row.name() + "Gradient", "long dy, long dx", "dx", row.gradient());
            }
        }
        if (file.equals(FunctionRow.EXPONENTIALS)) {
            gate(loops);
        }
        StringBuilder used = new StringBuilder();
        CONSTANTS.forEach((name, definition) -> {
            if (uses(loops, name)) {
                used.append("    private static final ").append(definition).append(";\n");
            }
        });
        String integers = uses(loops, "IntVector") ? "import jdk.incubator.vector.IntVector;\n" : "";
        return HEAD.formatted(integers, file, used, file) + (uses(used, "bits") ? BITS : "") + loops + "}\n";
    }

    private static boolean uses(CharSequence text, String name) {
        return Pattern.compile("\\b" + name + "\\b").matcher(text).find();
    }

    private static void vector(
            StringBuilder text, String name, String arguments, String target,
            Function<FunctionBody, Expression> function) {
        FunctionBody body = new FunctionBody();
        String result = function.apply(body).vector();
        StringBuilder loop = new StringBuilder();
        if (uses(result + body.vector(), "x")) {
            line(loop, "FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);");
        }
        if (target.equals("dx")) {
            line(loop, "FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);");
        }
        body.vector().forEach(line -> line(loop, line));
        line(loop, "FloatVector out = " + result + ";");
        store(loop, "out", target);
        text.append("\n    static void ").append(name).append("(long bytes, long from, ").append(arguments)
                .append(", float a, float b, float c) {\n");
        for (String parameter : List.of("a", "b", "c")) {
            if (uses(loop, "v" + parameter)) {
                text.append("        FloatVector v%1$s = FloatVector.broadcast(S, %1$s);\n".formatted(parameter));
            }
        }
        text.append("        for (long k = 0; k < bytes; k += BYTES) {\n").append(loop).append("        }\n    }\n");
    }

    private static void line(StringBuilder text, String line) {
        text.append("            ").append(line).append('\n');
    }

    private static void store(StringBuilder text, String result, String target) {
        line(text,
                "%1$s.blend(ZERO, %1$s.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, %2$s + k, ORDER);"
                        .formatted(result, target));
    }

    /** {@link ActivationKernel#gate} and its gradient, which read two numbers. */
    private static void gate(StringBuilder text) {
        StringBuilder head = new StringBuilder();
        line(head, "FloatVector v = FloatVector.fromMemorySegment(S, ALL, values + k, ORDER);");
        line(head, "FloatVector x = FloatVector.fromMemorySegment(S, ALL, gates + k, ORDER);");
        FunctionBody body = new FunctionBody();
        Expression s = body.let("s", Expression.ONE.over(body.exp(Expression.X.negative()).plus(Expression.ONE)));
        body.vector().forEach(line -> line(head, line));
        text.append("\n    static void gate(long bytes, long values, long gates, long to) {\n");
        text.append("        for (long k = 0; k < bytes; k += BYTES) {\n").append(head);
        line(text, "FloatVector out = v.mul(%s);".formatted(s.vector()));
        store(text, "out", "to");
        text.append("        }\n    }\n");
        text.append(
                "\n    static void gateGradient(long bytes, long values, long gates, long dy, long dv, long dg) {\n");
        text.append("        for (long k = 0; k < bytes; k += BYTES) {\n").append(head);
        line(text, "FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER).mul(s);");
        store(text, "d", "dv");
        line(text, "FloatVector g = d.mul(v).mul(ONE.sub(s));");
        store(text, "g", "dg");
        text.append("        }\n    }\n");
    }

    private static Map<String, String> constants() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("ZERO", floats("ZERO", "0"));
        all.put("TINY", floats("TINY", "Subnormals.TINY"));
        all.put("MINUS_HALF", floats("MINUS_HALF", "-0.5f"));
        all.put("SIXTH", floats("SIXTH", "1 / 6f"));
        all.put("HALF", floats("HALF", "0.5f"));
        all.put("ONE", floats("ONE", "1"));
        all.put("MINUS_ONE", floats("MINUS_ONE", "-1"));
        all.put("TWO", floats("TWO", "2"));
        all.put("FOUR", floats("FOUR", "4"));
        all.put("HUGE", floats("HUGE", "0x1p60f"));
        all.put("MOST", floats("MOST", "Float.MAX_VALUE"));
        all.put("LEAST_NORMAL", floats("LEAST_NORMAL", "Float.MIN_NORMAL"));
        all.put("MINUS_INFINITY", floats("MINUS_INFINITY", "Float.NEGATIVE_INFINITY"));
        all.put("NAN", floats("NAN", "Float.NaN"));
        for (String name : List.of("LEAST", "GREATEST", "LOG2_E", "ROUNDER")) {
            all.put(name, floats(name, "Exponential." + name));
        }
        all.put("MINUS_LN2_HIGH", floats("MINUS_LN2_HIGH", "-Exponential.LN2_HIGH"));
        all.put("MINUS_LN2_LOW", floats("MINUS_LN2_LOW", "-Exponential.LN2_LOW"));
        for (String name : List.of("LN2_HIGH", "LN2_LOW", "E0", "E1", "E2", "E3", "E4", "E5", "TANH_SMALL", "T0", "T1",
                "T2", "T3", "T4", "ERF_P", "A1", "A2", "A3", "A4", "A5", "ROOT_HALF", "DENSITY", "GELU_SLOPE",
                "GELU_CUBE", "MISH_GREATEST")) {
            all.put(name, floats(name, "Exponential." + name));
        }
        all.put("GELU_CUBE3", floats("GELU_CUBE3", "3 * Exponential.GELU_CUBE"));
        for (int i = 0; i <= 8; i++) {
            all.put("L" + i, floats("L" + i, "Logarithm.L" + i));
        }
        for (String name : List.of("MIDDLE", "TAIL", "BORDER", "GRADIENT_AT_0")) {
            all.put(name, floats(name, "NormalQuantile." + name));
        }
        for (int i = 0; i <= 8; i++) {
            all.put("C" + i, floats("C" + i, "NormalQuantile.C" + i));
            all.put("D" + i, floats("D" + i, "NormalQuantile.D" + i));
        }
        all.put("SIGN_BIT", "IntVector SIGN_BIT = constant(-0f).reinterpretAsInts()");
        all.put("ONE_BITS", "IntVector ONE_BITS = constant(1).reinterpretAsInts()");
        for (String name : List.of("ROOT_HALF_BITS", "MANTISSA", "ROUNDER_BITS")) {
            all.put(name, "IntVector " + name + " = bits(Logarithm." + name + ")");
        }
        return all;
    }

    private static String floats(String name, String value) {
        return "FloatVector " + name + " = constant(" + value + ")";
    }

    private static final String BITS = """

                private static IntVector bits(int value) {
                    return constant(Float.intBitsToFloat(value)).reinterpretAsInts();
                }
            """;

    private static final String HEAD =
            """
                    package io.fovea.kernels;

                    import static io.fovea.runtime.Memory.ALL;

                    import java.nio.ByteOrder;

                    import jdk.incubator.vector.FloatVector;
                    %simport jdk.incubator.vector.VectorOperators;
                    import jdk.incubator.vector.VectorSpecies;

                    // Written by FunctionsSource (in the tests' folder), which a test compares with this file: change that one.
                    /**
                     * Loops of {@link ElementwiseActivation}s, operation by operation as in {@link ScalarFunctions}, so that the bits are the
                     * same. Addresses went through {@code Memory.MASK}. What is written is zero or at least {@link Subnormals#TINY}.
                     *
                     * <p>Everything is spelled out, without a call. The Vector API's own methods are always inlined; ours are not once the
                     * compiler's graph has 18,000 nodes, which is some 40 vector operations, and then each vector that is handed over becomes
                     * an object: the loops were 3 to 10 times slower. For the same reason constants are vectors already.
                     */
                    final class %s {
                        private static final VectorSpecies<Float> S = Vectors.FLOATS;
                        private static final int BYTES = Vectors.BYTES;
                        private static final ByteOrder ORDER = ByteOrder.nativeOrder();

                    %s
                        private %s() {}

                        private static FloatVector constant(float value) {
                            return FloatVector.broadcast(S, value);
                        }
                    """;
}
