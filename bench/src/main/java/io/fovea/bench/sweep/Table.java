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
    static String of(Limit.Machine machine, List<Pass> passes) {
        Table table = new Table(machine);
        table.text.append(String.format(
                Locale.ROOT, "Multiply-add peak %.0f GFLOP/s, bandwidth %.1f GB/s.%n%n",
                machine.operationsPerSecond() / 1e9, machine.bytesPerSecond() / 1e9));
        List<Pass> enough = passes.stream().filter(p -> !p.limit().isTooLittle(machine)).toList();
        List<Pass> wide = enough.stream().filter(p -> p.subject().multiplies() && p.subject().isWide()).toList();
        long little = passes.stream().filter(p -> p.subject().multiplies() && p.subject().isWide()).count()
                - wide.size();
        table.text.append(String.format(
                Locale.ROOT, "With 16 and more channels or inputs on both sides: %d of %d passes at 40 %% of the peak"
                        + " or more, or at 50 %% of the bandwidth where that is the limit. Too little work: %d.%n",
                wide.stream().filter(p -> p.isQuick(machine)).count(), wide.size(), little));
        table.worn(passes);
        table.worst("The slowest of these", wide);
        table.worst("The slowest with fewer", enough.stream()
                .filter(p -> p.subject().multiplies() && !p.subject().isWide()).toList());
        table.worst("The slowest poolings and normalisations", enough.stream()
                .filter(p -> !p.subject().multiplies()).toList());
        table.rows("All", passes);
        return table.text.toString();
    }

    /** Passes below 20 µs differ by chance. */
    private void worn(List<Pass> passes) {
        List<Pass> twice =
                passes.stream().filter(p -> p.worn().isPresent() && !p.limit().isTooLittle(machine)).toList();
        if (twice.isEmpty()) {
            return;
        }
        double[] ratios = twice.stream().mapToDouble(Pass::wear).sorted().toArray();
        text.append(String.format(
                Locale.ROOT,
                "%nBackward passes of a worn model, where half of the samples have subnormal gradients, take %.2f times"
                        + " as long as those of a new one (median of %d; highest %.2f).%n",
                ratios[ratios.length / 2], ratios.length, ratios[ratios.length - 1]));
        rows("Those that wear slows down most", twice.stream()
                .sorted(Comparator.comparingDouble(Pass::wear).reversed()).limit(WORST).toList());
    }

    private void worst(String title, List<Pass> passes) {
        rows(title, passes.stream().sorted(Comparator.comparingDouble(p -> p.share(machine))).limit(WORST).toList());
    }

    private void rows(String title, List<Pass> passes) {
        text.append("\n").append(title).append(
                ":\n\n| layer | pass | µs a step | worn | rate | share of the limit |\n| --- | --- | ---: | ---: | ---: | ---: |\n");
        passes.forEach(pass -> text.append(pass.row(machine)));
    }
}
