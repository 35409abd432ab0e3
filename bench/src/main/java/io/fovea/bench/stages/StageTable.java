package io.fovea.bench.stages;

import java.util.List;
import java.util.Locale;

import io.fovea.benchmark.StageRate;
import io.fovea.benchmark.StepProfile;
import io.fovea.benchmark.WorkRate;

/** A profile as a table in Markdown: the totals first, then each work. */
final class StageTable {
    private final StepProfile profile;
    private final double peak;
    private final StringBuilder text = new StringBuilder();

    private StageTable(StepProfile profile, double peak) {
        this.profile = profile;
        this.peak = peak;
    }

    /**
     * The table.
     *
     * @param peak operations a second of all threads
     */
    static String of(StepProfile profile, double peak) {
        StageTable table = new StageTable(profile, peak);
        table.totals();
        table.works();
        return table.text.toString();
    }

    private void totals() {
        List<WorkRate> works = profile.works();
        List<WorkRate> products = works.stream().filter(work -> work.flops() > 0).toList();
        double flops = products.stream().mapToDouble(WorkRate::flops).sum();
        line("%.1f images/s, %.0f µs a step, %.1f %% of the peak of %.0f GFLOP/s, %d threads, %d stages.%n",
                profile.batch() / profile.seconds(), 1e6 * profile.seconds(), 100 * flops / profile.seconds() / peak,
                peak / 1e9, profile.threads(), profile.stages().size());
        line("| what | µs a step | share of the step | GFLOP/s | of the peak |%n| --- | ---: | ---: | ---: | ---: |");
        total("products, forward", products.stream().filter(work -> !isGradient(work)).toList());
        total("products, gradient of inputs",
                products.stream().filter(work -> isGradient(work) && !ofWeights(work)).toList());
        total("products, gradient of weights", products.stream().filter(StageTable::ofWeights).toList());
        total("everything else, forward",
                works.stream().filter(work -> work.flops() == 0 && !isGradient(work)).toList());
        total("everything else, gradients",
                works.stream().filter(work -> work.flops() == 0 && isGradient(work)).toList());
        double waiting = profile.stages().stream().mapToDouble(StageRate::waiting).sum();
        line("| waiting at the ends of stages | %s | | |", time(waiting));
        line("| between stages | %s | | |%n", time(profile.between()));
    }

    private static boolean isGradient(WorkRate work) {
        return work.work().contains("gradient");
    }

    private static boolean ofWeights(WorkRate work) {
        return work.work().contains("weight gradient") || work.work().contains("gradients and update");
    }

    private void total(String what, List<WorkRate> works) {
        double seconds = works.stream().mapToDouble(WorkRate::seconds).sum();
        double flops = works.stream().mapToDouble(WorkRate::flops).sum();
        if (seconds > 0) {
            line("| %s | %s | %s |", what, time(seconds), rate(flops, seconds));
        }
    }

    private void works() {
        line("| stage | work | µs a step | share of the step | GFLOP/s | of the peak | GB/s | waiting, µs |%n"
                + "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (int i = 0; i < profile.stages().size(); i++) {
            StageRate stage = profile.stages().get(i);
            for (WorkRate work : stage.works()) {
                boolean last = work == stage.works().getLast();
                line("| %d | %s | %s | %s | %s | %s |", i + 1, work.work(), time(work.seconds()),
                        rate(work.flops(), work.seconds()), optional(work.bytes() > 0, work.bytesPerSecond() / 1e9),
                        optional(last, 1e6 * stage.waiting()));
            }
        }
    }

    private static String optional(boolean present, double value) {
        return present ? String.format(Locale.ROOT, "%.1f", value) : "";
    }

    private String time(double seconds) {
        return String.format(Locale.ROOT, "%.1f | %.1f %%", 1e6 * seconds, 100 * seconds / profile.seconds());
    }

    private String rate(double flops, double seconds) {
        return flops == 0
                ? "|"
                : String.format(Locale.ROOT, "%.0f | %.0f %%", flops / seconds / 1e9, 100 * flops / seconds / peak);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
