package io.fovea.bench.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.fovea.Flops;
import io.fovea.Model;
import io.fovea.benchmark.Peak;

/** What the harness and a worker say to each other: a line each, in turn. */
final class Conversation {
    /**
     * What the harness wants.
     *
     * @param verb {@code learn}, {@code run}, {@code outputs} or {@code quit}
     * @param argument steps, seconds or a file; empty where there is none
     */
    record Order(String verb, String argument) {
        /** The argument as a number; 0 where there is none. */
        double number() {
            return argument.isEmpty() ? 0 : Double.parseDouble(argument);
        }
    }

    private final BufferedReader in;
    private final PrintStream out;
    private final int threads;

    /** A conversation about work of {@code threads} threads. */
    Conversation(InputStream in, PrintStream out, int threads) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.threads = threads;
    }

    /**
     * Says what was built: how many weights, and how many operations a sample takes.
     *
     * @param training whether a sample is trained on
     */
    void ready(Model model, boolean training) {
        Flops flops = Flops.of(model);
        long weights = model.weights().stream().mapToLong(w -> w.length).sum();
        say("ready weights=" + weights + " flops=" + (training ? flops.training() : flops.forward()));
    }

    /** Says the mean loss of a training's steps. */
    void loss(double loss) {
        say(String.format(Locale.ROOT, "loss %.6f", loss));
    }

    /** Says how many samples took how long. */
    void rate(long samples, long nanos) {
        say(String.format(Locale.ROOT, "rate %.3f", samples * 1e9 / nanos));
    }

    /** Says how many outputs were written. */
    void outputs(int count) {
        say("outputs " + count);
    }

    /** The next order; an order for the machine's peak is answered here. */
    Order next() {
        while (true) {
            String[] words = line().split(" ", 2);
            if (words[0].equals("peak")) {
                say(String.format(Locale.ROOT, "peak %.0f", new Peak(threads).flopsPerSecond()));
            } else {
                return new Order(words[0], words.length > 1 ? words[1] : "");
            }
        }
    }

    private String line() {
        try {
            String line = in.readLine();
            return line == null ? "quit" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
