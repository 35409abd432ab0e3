package io.fovea.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** A strict reader of event files: each byte belongs to a record with right checksums, each field to a message that is known. */
final class EventReader {
    record Histogram(
            double min, double max, double count, double sum, double squares, List<Double> limits,
            List<Double> counts) {}

    record Image(int height, int width, ByteBuffer png) {}

    record Value(
            long step, String tag, Optional<Float> number, Optional<Image> picture, Optional<Histogram> distribution) {
        float scalar() {
            return number.orElseThrow();
        }

        Image image() {
            return picture.orElseThrow();
        }

        Histogram histogram() {
            return distribution.orElseThrow();
        }
    }

    private EventReader() {}

    /** All values of a file, in order. */
    static List<Value> read(Path file) throws IOException {
        ByteBuffer bytes = little(ByteBuffer.wrap(Files.readAllBytes(file)));
        List<Value> values = new ArrayList<>();
        for (boolean first = true; bytes.hasRemaining(); first = false) {
            byte[] length = take(bytes, 8);
            assertThat(bytes.getInt()).isEqualTo(masked(length));
            byte[] message = take(bytes, Math.toIntExact(little(ByteBuffer.wrap(length)).getLong()));
            assertThat(bytes.getInt()).isEqualTo(masked(message));
            event(little(ByteBuffer.wrap(message)), first, values);
        }
        return values;
    }

    private static void event(ByteBuffer event, boolean first, List<Value> values) {
        assertThat(varint(event)).isEqualTo(1 << 3 | 1);
        double now = System.currentTimeMillis() / 1e3;
        assertThat(event.getDouble()).isBetween(now - 600, now + 1);
        if (first) {
            assertThat(varint(event)).isEqualTo(3 << 3 | 2);
            assertThat(new String(bytes(event), StandardCharsets.UTF_8)).isEqualTo("brain.Event:2");
            assertThat(event.hasRemaining()).isFalse();
            return;
        }
        assertThat(varint(event)).isEqualTo(2 << 3);
        long step = varint(event);
        assertThat(varint(event)).isEqualTo(5 << 3 | 2);
        ByteBuffer summary = little(ByteBuffer.wrap(bytes(event)));
        assertThat(event.hasRemaining()).isFalse();
        while (summary.hasRemaining()) {
            assertThat(varint(summary)).isEqualTo(1 << 3 | 2);
            values.add(value(step, bytes(summary)));
        }
    }

    /** One {@code Summary.Value}. */
    static Value value(long step, byte[] message) {
        ByteBuffer value = little(ByteBuffer.wrap(message));
        assertThat(varint(value)).isEqualTo(1 << 3 | 2);
        String tag = new String(bytes(value), StandardCharsets.UTF_8);
        Value result = switch ((int) varint(value)) {
            case 2 << 3 | 5 ->
                    new Value(step, tag, Optional.of(value.getFloat()), Optional.empty(), Optional.empty());
            case 4 << 3 | 2 -> new Value(
                    step, tag, Optional.empty(), Optional.of(image(little(ByteBuffer.wrap(bytes(value))))),
                    Optional.empty());
            case 5 << 3 | 2 -> new Value(
                    step, tag, Optional.empty(), Optional.empty(),
                    Optional.of(histogram(little(ByteBuffer.wrap(bytes(value))))));
            default -> throw new AssertionError("an unknown field in the value " + tag);
        };
        assertThat(value.hasRemaining()).isFalse();
        return result;
    }

    private static Image image(ByteBuffer image) {
        assertThat(varint(image)).isEqualTo(1 << 3);
        int height = (int) varint(image);
        assertThat(varint(image)).isEqualTo(2 << 3);
        int width = (int) varint(image);
        assertThat(varint(image)).isEqualTo(3 << 3);
        assertThat(varint(image)).isEqualTo(3);
        assertThat(varint(image)).isEqualTo(4 << 3 | 2);
        ByteBuffer png = ByteBuffer.wrap(bytes(image));
        assertThat(image.hasRemaining()).isFalse();
        return new Image(height, width, png);
    }

    private static Histogram histogram(ByteBuffer histogram) {
        double[] numbers = new double[5];
        for (int i = 0; i < numbers.length; i++) {
            assertThat(varint(histogram)).isEqualTo((i + 1L) << 3 | 1);
            numbers[i] = histogram.getDouble();
        }
        assertThat(varint(histogram)).isEqualTo(6 << 3 | 2);
        List<Double> limits = doubles(bytes(histogram));
        assertThat(varint(histogram)).isEqualTo(7 << 3 | 2);
        List<Double> counts = doubles(bytes(histogram));
        assertThat(histogram.hasRemaining()).isFalse();
        return new Histogram(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], limits, counts);
    }

    private static List<Double> doubles(byte[] packed) {
        ByteBuffer buffer = little(ByteBuffer.wrap(packed));
        List<Double> values = new ArrayList<>();
        while (buffer.hasRemaining()) {
            values.add(buffer.getDouble());
        }
        return values;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0;; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static byte[] bytes(ByteBuffer in) {
        return take(in, Math.toIntExact(varint(in)));
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] taken = new byte[length];
        in.get(taken);
        return taken;
    }

    private static ByteBuffer little(ByteBuffer buffer) {
        return buffer.order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        int value = (int) crc.getValue();
        return (value >>> 15 | value << 17) + 0xa282ead8;
    }
}
