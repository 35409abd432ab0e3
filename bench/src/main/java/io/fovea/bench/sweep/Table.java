package io.fovea.bench.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a sweep prints. */
final class Table {
    private static final int WORST = 10;

    private final Limit.Machine machine;
    private final StringBuilder text = new StringBuilder();

    private Table(Limit.Machine machine) {
        this.machine = machine;
    }

    /** The summary, the slowest passes, and all of them. */
    static String of(int threads, Limit.Machine machine, List<Pass> passes) {
        Table table = new Table(machine);
        table.text.append(String.format(
                Locale.ROOT, "%d threads, multiply-add peak %.0f GFLOP/s, bandwidth %.1f GB/s.%n%n", threads,
                machine.operationsPerSecond() / 1e9, machine.bytesPerSecond() / 1e9));
        List<Pass> enough = passes.stream().filter(p -> !p.limit().isTooLittle(machine)).toList();
        List<Pass> wide = enough.stream().filter(p -> p.subject().multiplies() && p.subject().isWide()).toList();
        long little = passes.stream().filter(p -> p.subject().multiplies() && p.subject().isWide()).count()
                - wide.size();
        table.text.append(String.format(
                Locale.ROOT, "With 16 and more channels or inputs on both sides: %d of %d passes at 40 %% of the peak"
                        + " or more, or at 50 %% of the bandwidth where that is the limit. Too little work: %d.%n",
                wide.stream().filter(p -> p.isQuick(machine)).count(), wide.size(), little));
        table.worst("The slowest of these", wide);
        table.worst("The slowest with fewer", enough.stream()
                .filter(p -> p.subject().multiplies() && !p.subject().isWide()).toList());
        table.worst("The slowest poolings and normalisations", enough.stream()
                .filter(p -> !p.subject().multiplies()).toList());
        table.rows("All", passes);
        return table.text.toString();
    }

    private void worst(String title, List<Pass> passes) {
        rows(title, passes.stream().sorted(Comparator.comparingDouble(p -> p.share(machine))).limit(WORST).toList());
    }

    private void rows(String title, List<Pass> passes) {
        text.append("\n").append(title).append(
                ":\n\n| layer | pass | µs a step | rate | share of the limit |\n| --- | --- | ---: | ---: | ---: |\n");
        passes.forEach(pass -> text.append(pass.row(machine)));
    }
}
