package io.fovea.keras;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Changes {@code .keras} files and legacy {@code .h5} files at random, by a seed: bits, cuts and splices of the whole file or of an entry (whose checksum is
 * then right), values and fields of the configuration, and addresses and sizes in the headers of the weights.
 */
final class FileMutator {
    private static final Pattern VALUE = Pattern.compile("(?<=:)(-?[0-9.eE]+|\"[^\"]*\"|true|false|null)");
    private static final Pattern ATTRIBUTE = Pattern.compile("(?<=: )(-?[0-9.eE]+|\"[a-zA-Z0-9_]+\"|true|false|null)");
    private static final List<String> VALUES = List.of(
            "0", "-1", "1", "2147483647", "-2147483648", "2147483648", "9223372036854775807", "-9223372036854775808",
            "1e308",
            "-1e-308", "1e999", "NaN", "0.5", "null", "true", "\"\"", "\"relu\"", "\"same\"", "\"channels_first\"",
            "\"../../x\"", "[]", "[0]", "[-1,2147483647]", "[null,null,null,null]", "{}",
            "{\"class_name\":\"Lambda\",\"config\":{}}",
            "{\"class_name\":\"__lambda__\",\"config\":{\"value\":\"4wEAAA==\"}}", "[[[[[[[[]]]]]]]]");
    private static final List<String> SIGNATURES = List.of("TREE", "HEAP", "SNOD", "OHDR", "GCOL", "HDF");
    private static final long[] NUMBERS = {
        0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE, 1L << 31, 1L << 32, 0xffff, 96, 800
    };

    private final Random random;

    FileMutator(long seed) {
        random = new Random(seed);
    }

    /** A changed file of the entries of a good one. */
    byte[] mutate(Map<String, byte[]> good) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>(good);
        int changes = 1 + random.nextInt(3);
        boolean whole = random.nextInt(5) == 0;
        for (int i = 0; i < changes && !whole; i++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> entries.computeIfPresent("config.json", (name, bytes) -> config(bytes));
                case 2, 3 -> entries.computeIfPresent("model.weights.h5", (name, bytes) -> headers(bytes));
                case 4 -> entries.computeIfPresent("model.weights.h5", (name, bytes) -> bytes(bytes));
                default -> entries.computeIfPresent("config.json", (name, bytes) -> bytes(bytes));
            }
        }
        byte[] file = zip(entries);
        return whole ? bytes(file) : file;
    }

    /** A changed legacy file, which is no archive. */
    byte[] mutate(byte[] good) {
        byte[] file = good;
        for (int i = random.nextInt(3); i >= 0; i--) {
            file = switch (random.nextInt(4)) {
                case 0 -> bytes(file);
                case 1 -> attribute(file);
                default -> headers(file);
            };
        }
        return file;
    }

    /** One value of a configuration in an attribute replaced by one that is not longer. */
    private byte[] attribute(byte[] good) {
        String text = new String(good, StandardCharsets.ISO_8859_1);
        int from = Math.max(0, text.indexOf("{\"class_name\""));
        Matcher matcher = ATTRIBUTE.matcher(text);
        byte[] bytes = good.clone();
        if (matcher.find(from + random.nextInt(Math.max(1, good.length - from))) || matcher.find(from)) {
            String value = VALUES.get(random.nextInt(VALUES.size()));
            int length = matcher.end() - matcher.start();
            if (value.length() <= length) {
                Arrays.fill(bytes, matcher.start(), matcher.end(), (byte) ' ');
                System.arraycopy(
                        value.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, matcher.start(), value.length());
            }
        }
        return bytes;
    }

    private byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(random.nextInt(2));
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** Bits, cuts and splices. */
    byte[] bytes(byte[] good) {
        byte[] bytes = good.clone();
        if (bytes.length == 0) {
            return bytes;
        }
        switch (random.nextInt(5)) {
            case 0 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            case 1 -> {
                int from = random.nextInt(bytes.length);
                int to = random.nextInt(bytes.length);
                System.arraycopy(good, from, bytes, to, random.nextInt(bytes.length - Math.max(from, to)));
            }
            case 2 -> {
                int from = random.nextInt(bytes.length);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                out.write(good, 0, from);
                int again = random.nextInt(bytes.length);
                out.write(good, again, bytes.length - again);
                return out.toByteArray();
            }
            case 3 -> {
                int at = random.nextInt(bytes.length);
                number(bytes, at);
            }
            default -> {
                for (int i = random.nextInt(8); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return bytes;
    }

    /** One value of the configuration replaced, or one of its parts doubled or left out. */
    private byte[] config(byte[] good) {
        String text = new String(good, StandardCharsets.UTF_8);
        if (random.nextInt(6) == 0) {
            int from = text.indexOf("{\"", random.nextInt(text.length()));
            int to = from < 0 ? -1 : text.indexOf('}', from);
            String part = to < 0 ? "" : text.substring(from, to + 1);
            return (to < 0 ? text : text.replace(part, random.nextBoolean() ? part + "," + part : "{}"))
                    .getBytes(StandardCharsets.UTF_8);
        }
        int values = (int) VALUE.matcher(text).results().count();
        Matcher matcher = VALUE.matcher(text);
        int chosen = random.nextInt(Math.max(1, values));
        for (int i = 0; matcher.find(); i++) {
            if (i == chosen) {
                String value = VALUES.get(random.nextInt(VALUES.size()));
                return (text.substring(0, matcher.start()) + value + text.substring(matcher.end()))
                        .getBytes(StandardCharsets.UTF_8);
            }
        }
        return good;
    }

    /** A number near the beginning of one of HDF5's structures replaced. */
    private byte[] headers(byte[] good) {
        byte[] bytes = good.clone();
        if (bytes.length < 100) {
            return bytes;
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String signature = SIGNATURES.get(random.nextInt(SIGNATURES.size()));
        int found = text.indexOf(signature, random.nextInt(text.length()));
        int at = found < 0 ? random.nextInt(100) : found + 4 + random.nextInt(80);
        number(bytes, Math.min(at, bytes.length - 1));
        return bytes;
    }

    private void number(byte[] bytes, int at) {
        ByteBuffer number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        number.putLong(0,
                random.nextInt(3) == 0 ? random.nextInt(bytes.length) : NUMBERS[random.nextInt(NUMBERS.length)]);
        int width = 1 << random.nextInt(4);
        for (int i = 0; i < width && at + i < bytes.length; i++) {
            bytes[at + i] = number.get(i);
        }
    }
}
