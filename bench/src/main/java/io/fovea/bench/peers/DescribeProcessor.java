package io.fovea.bench.peers;

import io.fovea.benchmark.Processor;

/** Prints the folder of this processor's results, and the line that they begin with, for the harness. */
public final class DescribeProcessor {
    private DescribeProcessor() {}

    /**
     * Prints two lines.
     *
     * @param args the number of threads
     */
    public static void main(String[] args) {
        Processor processor = Processor.ofThisMachine();
        System.out.println(processor.folder());
        System.out.println(processor.line(Integer.parseInt(args[0])));
    }
}
