package io.fovea.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.fovea.custom.ElementwisePenalty;
import io.fovea.custom.GradientOptions;
import io.fovea.custom.UpdateScope;
import io.fovea.ops.Buffer;
import io.fovea.ops.PlanContext;
import io.fovea.runtime.Memory;

/**
 * Updates that need more than a block of a gradient. Stage by stage: gradients are added up, with those of penalties; then
 * accumulated over steps; then their norms are taken; then weights are updated and averaged; then constraints are kept. Each
 * stage is divided into tasks; sums run in the order of Keras, which depends neither on threads nor on the vector width.
 */
final class WholeUpdates {
    private final PlanRecorder program;
    private final OptimizerState state;
    private final List<Entry> entries = new ArrayList<>();
    private double penalty;

    /** A weight, where its gradient comes from and where it lies. */
    private static final class Entry {
        final UpdateTarget target;
        final GradientParts parts;
        final long gradient;
        final WholeWeight whole;
        final WeightSums squares;
        final WeightSums penalties;
        final boolean elementwise;
        final boolean other;
        float scale = 1;
        double penalty;

        Entry(PlanRecorder program, OptimizerState state, UpdateTarget target, GradientParts parts) {
            this.target = target;
            this.parts = parts;
            long single = parts.single();
            gradient = single != 0
                    ? single
                    : program.shared(target.parameter().name() + " whole gradient", 4L * target.floats());
            whole = new WholeWeight(program, target, state, gradient);
            elementwise = target.parameter().regularizer().filter(ElementwisePenalty.class::isInstance).isPresent();
            other = target.parameter().regularizer().isPresent() && !elementwise;
            squares = new WeightSums(target.parameter().layout());
            penalties = new WeightSums(target.parameter().layout());
        }

        GradientOptions options() {
            return target.update().options();
        }

        boolean updatesNow() {
            return options().updatesAt(target.step().number());
        }

        boolean updatesByBlock() {
            return target.update().rule().scope() == UpdateScope.BLOCK;
        }

        boolean hasElementwisePenalty() {
            return elementwise;
        }

        boolean hasOtherPenalty() {
            return other;
        }

        ElementwisePenalty elementwisePenalty() {
            return (ElementwisePenalty) target.parameter().regularizer().orElseThrow();
        }
    }

    /** A task: a part of a weight. */
    private record Part(Entry entry, int from, int count) {}

    WholeUpdates(PlanRecorder program, OptimizerState state) {
        this.program = program;
        this.state = state;
    }

    void add(UpdateTarget target, GradientParts parts) {
        entries.add(new Entry(program, state, target, parts));
    }

    /** The sum of the penalties in the last step. */
    double penalty() {
        return penalty;
    }

    List<Work> works() {
        List<Work> works = new ArrayList<>();
        if (!entries.isEmpty()) {
            addSums(works);
            add(works, "penalties", each(Entry::hasOtherPenalty), part -> part.entry().penalty = part.entry().whole
                    .addPenalty());
            add(works, "gradient accumulation", blocks(e -> e.options().accumulates()), this::accumulate);
            addNorms(works);
            addUpdates(works);
            add(works, "constraints", each(e -> e.target.parameter().constraint().isPresent()),
                    part -> part.entry().whole.constrain());
        }
        return works;
    }

    private interface Body {
        void run(Part part);
    }

    private static void add(List<Work> works, String what, List<Part> parts, Body body) {
        if (!parts.isEmpty()) {
            PlanContext.BatchWork work = (task, worker) -> body.run(parts.get(task));
            works.add(new Work.OnBatch(what, List.of(), List.of(), parts.size(), work, false));
        }
    }

    private interface Which {
        boolean is(Entry entry);
    }

    private List<Part> each(Which which) {
        return entries.stream().filter(which::is).map(e -> new Part(e, 0, e.target.floats())).toList();
    }

    private List<Part> blocks(Which which) {
        List<Part> parts = new ArrayList<>();
        for (Entry entry : entries) {
            for (int from = 0; which.is(entry) && from < entry.target.floats(); from += Updates.BLOCK) {
                parts.add(new Part(entry, from, Math.min(Updates.BLOCK, entry.target.floats() - from)));
            }
        }
        return parts;
    }

    private void addSums(List<Work> works) {
        List<Part> parts = blocks(e -> e.parts.single() == 0 || e.hasElementwisePenalty());
        if (parts.isEmpty()) {
            return;
        }
        Buffer room = program.buffer("gradient part", Buffer.Kind.WORKER, 4L * Updates.BLOCK);
        List<Buffer> reads = entries.stream().flatMap(e -> e.parts.partials().stream()).toList();
        PlanContext.BatchWork work = (task, worker) -> sum(parts.get(task), room.at(worker));
        works.add(new Work.OnBatch("gradient sums", reads, List.of(room), parts.size(), work, false));
    }

    private void sum(Part part, long room) {
        Entry entry = part.entry();
        long gradient = entry.gradient + 4L * part.from();
        if (entry.parts.single() == 0) {
            entry.parts.sum(part.from(), part.count(), gradient, room);
        }
        if (entry.hasElementwisePenalty()) {
            ElementwisePenalty own = entry.elementwisePenalty();
            program.kernels().gradients().penalize(
                    part.count(), gradient, entry.target.parameter().address() + 4L * part.from(), (float) own.l1(),
                    (float) (2 * own.l2()));
        }
    }

    private void accumulate(Part part) {
        Entry entry = part.entry();
        long gradient = entry.gradient + 4L * part.from();
        long sum = state.sumAddress(entry.target.parameter()) + 4L * part.from();
        if (entry.options().updatesAt(entry.target.step().number())) {
            program.kernels().elementwise().add(1, part.count(), gradient, 0, sum, 0, gradient, 0);
            program.kernels().elementwise().scale(
                    1, part.count(), 1f / entry.options().accumulate(), 0, gradient, 0, gradient, 0);
            Memory.clear(sum, 4L * part.count());
        } else {
            program.kernels().elementwise().add(1, part.count(), gradient, 0, sum, 0, sum, 0);
        }
    }

    private void addNorms(List<Work> works) {
        List<Part> parts = new ArrayList<>();
        for (Entry entry : entries) {
            for (int i = 0; i < entry.squares.parts()
                    && (entry.options().needsNorms() || entry.hasElementwisePenalty()); i++) {
                parts.add(new Part(entry, i, 1));
            }
        }
        add(works, "gradient norms", parts, WholeUpdates::addSquares);
        if (entries.stream().anyMatch(e -> e.options().needsNorms() || e.target.parameter().regularizer()
                .isPresent())) {
            PlanContext.BatchWork work = (task, worker) -> setScales();
            works.add(new Work.OnBatch("gradient scales", List.of(), List.of(), 1, work, false));
        }
    }

    private static void addSquares(Part part) {
        Entry entry = part.entry();
        if (entry.options().needsNorms()) {
            entry.squares.squares(part.from(), entry.gradient);
        }
        if (entry.hasElementwisePenalty()) {
            ElementwisePenalty own = entry.elementwisePenalty();
            entry.penalties.penalties(
                    part.from(), entry.target.parameter().address(), (float) own.l1(), (float) own.l2());
        }
    }

    private void setScales() {
        penalty = 0;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            GradientOptions options = entry.options();
            if (options.clipNorm() > 0) {
                double norm = Math.sqrt(entry.squares.total());
                entry.scale = (float) (options.clipNorm() / Math.max(norm, options.clipNorm()));
            } else if (options.globalClipNorm() > 0) {
                entry.scale = (float) (options.globalClipNorm()
                        / Math.max(globalNorm(entry.target.update().group()), options.globalClipNorm()));
            }
            if (entry.hasElementwisePenalty()) {
                penalty += entry.penalties.total();
            } else if (entry.hasOtherPenalty()) {
                penalty += entry.penalty;
            }
        }
    }

    private double globalNorm(int group) {
        double sum = 0;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).target.update().group() == group) {
                sum += entries.get(i).squares.total();
            }
        }
        return Math.sqrt(sum);
    }

    private void addUpdates(List<Work> works) {
        add(works, "preparation of updates", each(e -> !e.updatesByBlock()), this::prepare);
        int phases = entries.stream().mapToInt(e -> e.whole.phases()).max().orElse(0);
        for (int i = 0; i < phases; i++) {
            int phase = i;
            add(works, "update, phase " + (phase + 1), tasks(phase), part -> work(phase, part));
        }
        List<Part> parts = Stream.concat(
                blocks(Entry::updatesByBlock).stream(), each(e -> !e.updatesByBlock()).stream()).toList();
        add(works, "update of whole weights", parts, this::update);
    }

    private List<Part> tasks(int phase) {
        List<Part> parts = new ArrayList<>();
        for (Entry entry : entries) {
            for (int task = 0; phase < entry.whole.phases() && task < entry.whole.tasks(); task++) {
                parts.add(new Part(entry, task, 1));
            }
        }
        return parts;
    }

    private void prepare(Part part) {
        if (part.entry().updatesNow()) {
            clip(part, part.entry().options());
            part.entry().whole.prepare();
        }
    }

    private static void work(int phase, Part part) {
        if (part.entry().updatesNow()) {
            part.entry().whole.work(phase, part.from());
        }
    }

    private void update(Part part) {
        Entry entry = part.entry();
        if (entry.updatesNow()) {
            if (entry.updatesByBlock()) {
                clip(part, entry.options());
                entry.target.apply(4L * part.from(), entry.gradient + 4L * part.from(), part.count());
            } else {
                entry.whole.update();
            }
        }
        if (entry.options().averages()) {
            average(part, entry.options(), entry.target.step().number());
        }
    }

    private void clip(Part part, GradientOptions options) {
        Entry entry = part.entry();
        long gradient = entry.gradient + 4L * part.from();
        if (entry.scale != 1) {
            program.kernels().elementwise().scale(
                    1, part.count(), entry.scale, 0, gradient, 0, gradient, 0);
        }
        if (options.clipValue() > 0 && !options.needsNorms()) {
            program.kernels().gradients().clip(part.count(), gradient, (float) options.clipValue());
        }
    }

    private void average(Part part, GradientOptions options, long step) {
        long weight = part.entry().target.parameter().address() + 4L * part.from();
        long average = state.averageAddress(part.entry().target.parameter()) + 4L * part.from();
        program.kernels().gradients().average(part.count(), average, weight, options.averageGain(step));
        if (options.overwritesAt(step)) {
            Memory.copy(average, weight, 4L * part.count());
        }
    }
}
