package io.fovea.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fovea.kernels.Kernels;

/**
 * The processor that a measurement ran on. Results are kept by processor, so each begins with {@link #line} and lies in a folder that is
 * called {@link #folder}.
 *
 * @param name its full name: {@code AMD EPYC 9555}; the architecture where the system tells no name
 * @param family its family number; 0 where the system tells none
 * @param model its model number within the family
 * @param stepping its revision
 * @param vectors what the kernels use: {@code 512-bit vectors}, {@code scalar}
 */
public record Processor(String name, int family, int model, int stepping, String vectors) {
    /** The processor of this machine, with the kernels of this process. */
    public static Processor ofThisMachine() {
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of("/proc/cpuinfo"));
        } catch (IOException e) {
            lines = List.of();
        }
        return parse(lines, Kernels.preferred().name());
    }

    /** The first processor that Linux's {@code /proc/cpuinfo} names. */
    static Processor parse(List<String> cpuinfo, String vectors) {
        return new Processor(
                field(cpuinfo, "model name", System.getProperty("os.arch")), number(cpuinfo, "cpu family"),
                number(cpuinfo, "model"), number(cpuinfo, "stepping"), vectors);
    }

    private static String field(List<String> cpuinfo, String name, String otherwise) {
        return cpuinfo.stream()
                .filter(line -> line.contains(":") && line.substring(0, line.indexOf(':')).strip().equals(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst().orElse(otherwise);
    }

    private static int number(List<String> cpuinfo, String name) {
        String digits = field(cpuinfo, name, "0");
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
    }

    /** The first line of a result: {@code AMD EPYC, family 26 model 2 stepping 1, 2 threads, 512-bit vectors, Java 25.0.3+9}. */
    public String line(int threads) {
        String numbers = family == 0
                ? ""
                : String.format(Locale.ROOT, ", family %d model %d stepping %d", family, model, stepping);
        return String.format(
                Locale.ROOT, "%s%s, %d thread%s, %s, Java %s", name, numbers, threads, threads == 1 ? "" : "s", vectors,
                Runtime.version());
    }

    /**
     * The folder of its results: brand, microarchitecture where the numbers tell one, vector width. Short, the same at each call, and
     * the same for two models of one kind: {@code amd-epyc-zen5-512}, {@code intel-xeon-512}.
     */
    public String folder() {
        List<String> parts = new ArrayList<>(brand());
        if (!zen().isEmpty()) {
            parts.add(zen());
        }
        parts.add(vectors.replace("-bit vectors", ""));
        return String.join("-", parts);
    }

    /** The words of the name that say brand and line; not model numbers, speeds and trade marks. */
    private List<String> brand() {
        String plain = name.toLowerCase(Locale.ROOT)
                .replaceAll("\\((r|tm)\\)", " ").replaceAll("@.*|\\b(cpu|processor|with|\\d+-core)\\b.*", " ");
        List<String> words = Stream.of(plain.strip().split("[^a-z0-9_]+"))
                .filter(word -> !word.isEmpty()).limit(2).collect(Collectors.toList());
        if (words.size() == 2 && words.get(1).matches("\\d.*")) {
            words.removeLast();
        }
        return words;
    }

    private String zen() {
        if (!name.startsWith("AMD")) {
            return "";
        }
        return switch (family) {
            case 0x17 -> model < 0x30 ? "zen" : "zen2";
            case 0x19 ->
                    model >= 0x10 && model < 0x20 || model >= 0x60 && model < 0x80 || model >= 0xA0 ? "zen4" : "zen3";
            case 0x1A -> "zen5";
            default -> "";
        };
    }

    /**
     * Where a result goes: {@code out} itself, or, where that is a folder, {@code out/FOLDER/NAME-DATE.EXTENSION}.
     *
     * @param name what was measured: {@code sweep}
     * @param extension of the file: {@code md}
     */
    public Path resultFile(Path out, String name, String extension) {
        return Files.isDirectory(out)
                ? out.resolve(folder()).resolve(name + "-" + LocalDate.now(ZoneId.systemDefault()) + "." + extension)
                : out;
    }
}
