package io.fovea.loop;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fovea.training.History;

/**
 * What a training knows after a batch, but for its weights and its optimizer's numbers.
 *
 * @param settings what must be the same when it goes on, in words, by name
 * @param floats name and number of each of the weights and the optimizer's numbers
 * @param vectors what the kernels computed with, for the record: the bits do not depend on it
 * @param epoch the epoch, 1 or more
 * @param batch batches of it that are done
 * @param steps of the optimizer so far
 * @param seconds spent in the epoch so far
 * @param learningRate that a callback has set; NaN for the optimizer's own
 * @param scores sums over the epoch so far
 * @param epochs those that are done
 * @param callbacks what the resumable ones remember, in order
 */
record Checkpoint(
        Map<String, String> settings, List<String> floats, String vectors, int epoch, int batch, long steps,
        double seconds, double learningRate, MetricAccumulators.Sums scores, List<History.Epoch> epochs,
        List<CallbackState> callbacks) {
    /** What a callback remembers, and the name of its class. */
    record CallbackState(String name, byte[] state) {}

    /** Everything as bytes; doubles to the last bit. */
    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(settings.size());
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                write(out, setting.getKey());
                write(out, setting.getValue());
            }
            out.writeInt(floats.size());
            for (String name : floats) {
                write(out, name);
            }
            write(out, vectors);
            out.writeInt(epoch);
            out.writeInt(batch);
            out.writeLong(steps);
            out.writeDouble(seconds);
            out.writeDouble(learningRate);
            out.writeInt(scores.samples());
            out.writeInt(scores.values().length);
            for (double value : scores.values()) {
                out.writeDouble(value);
            }
            writeEpochs(out);
            out.writeInt(callbacks.size());
            for (CallbackState callback : callbacks) {
                write(out, callback.name());
                write(out, callback.state());
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be written", e);
        }
        return bytes.toByteArray();
    }

    private void writeEpochs(DataOutputStream out) throws IOException {
        out.writeInt(epochs.size());
        for (History.Epoch done : epochs) {
            out.writeInt(done.number());
            out.writeDouble(done.seconds());
            out.writeInt(done.logs().size());
            for (Map.Entry<String, Double> figure : done.logs().entrySet()) {
                write(out, figure.getKey());
                out.writeDouble(figure.getValue());
            }
        }
    }

    /**
     * What {@link #encode} wrote.
     *
     * @throws IOException when it is something else
     */
    static Checkpoint decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        Map<String, String> settings = new LinkedHashMap<>();
        for (int left = count(in); left > 0; left--) {
            settings.put(string(in), string(in));
        }
        List<String> floats = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            floats.add(string(in));
        }
        String vectors = string(in);
        int epoch = in.readInt();
        int batch = in.readInt();
        long steps = in.readLong();
        double seconds = in.readDouble();
        double learningRate = in.readDouble();
        int samples = in.readInt();
        double[] sums = new double[count(in)];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = in.readDouble();
        }
        List<History.Epoch> epochs = readEpochs(in);
        List<CallbackState> callbacks = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            callbacks.add(new CallbackState(string(in), in.readNBytes(count(in))));
        }
        if (epoch < 1 || batch < 0 || steps < 0 || in.available() > 0) {
            throw new IOException("it holds something else than it should");
        }
        return new Checkpoint(
                settings, floats, vectors, epoch, batch, steps, seconds, learningRate,
                new MetricAccumulators.Sums(samples, sums),
                epochs,
                callbacks);
    }

    private static List<History.Epoch> readEpochs(DataInputStream in) throws IOException {
        List<History.Epoch> epochs = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            int number = in.readInt();
            double seconds = in.readDouble();
            Map<String, Double> logs = new LinkedHashMap<>();
            for (int figures = count(in); figures > 0; figures--) {
                logs.put(string(in), in.readDouble());
            }
            epochs.add(new History.Epoch(number, logs, seconds));
        }
        return epochs;
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        write(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String string(DataInputStream in) throws IOException {
        return new String(in.readNBytes(count(in)), StandardCharsets.UTF_8);
    }

    /** A number of things that follow, each of a byte or more. */
    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new IOException("it names more than it holds");
        }
        return count;
    }
}
