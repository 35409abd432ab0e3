package io.fovea.optimizers;

import java.util.ArrayList;
import java.util.List;

import io.fovea.custom.ParameterInfo;
import io.fovea.custom.ParameterUpdate;
import io.fovea.custom.UpdateRule;
import io.fovea.description.Check;

/**
 * An optimizer for each group of weights, and one for the rest. Each has its own learning rate, options and clipping; a
 * callback that changes the learning rate changes all by the same factor. A weight belongs to the first group that holds it.
 * Keras has no such thing: it loads files of models that are compiled with it by {@code compile=False}.
 *
 * <p>Example: {@code Grouped.of(new Adam()).with(ParameterGroup.of("biases", p -> p.rank() == 1), new SGD(0.1))}
 *
 * @param rest for the weights that no group holds
 * @param members the groups with their optimizers, in order
 */
public record Grouped(Optimizer rest, List<Member> members) implements Optimizer {
    /**
     * A group with its optimizer.
     *
     * @param group which weights
     * @param optimizer not grouped itself
     */
    public record Member(ParameterGroup group, Optimizer optimizer) {
        /**
         * Checks the optimizer.
         *
         * @throws IllegalArgumentException when it is grouped itself
         */
        public Member {
            Check.of("Member")
                    .present("group", group)
                    .present("optimizer", optimizer)
                    .check(!(optimizer instanceof Grouped), "optimizer", "not grouped itself", optimizer);
        }
    }

    /**
     * Checks the optimizers.
     *
     * @throws IllegalArgumentException when that for the rest is grouped itself
     */
    public Grouped {
        Check.of("Grouped")
                .present("rest", rest)
                .present("members", members)
                .check(!(rest instanceof Grouped), "rest", "not grouped itself", rest);
        members = List.copyOf(members);
    }

    /** One optimizer for all, to begin with. */
    public static Grouped of(Optimizer rest) {
        return new Grouped(rest, List.of());
    }

    /** With another optimizer for a group. */
    public Grouped with(ParameterGroup group, Optimizer optimizer) {
        List<Member> all = new ArrayList<>(members);
        all.add(new Member(group, optimizer));
        return new Grouped(rest, all);
    }

    /**
     * With the optimizer of the rest for a group, with another learning rate.
     *
     * @param factor what the learning rate is multiplied by, greater than 0
     */
    public Grouped withRateFactor(ParameterGroup group, double factor) {
        return with(group, new Scaled(rest, factor));
    }

    /** An optimizer whose learning rate is multiplied. */
    private record Scaled(Optimizer optimizer, double factor) implements Optimizer {
        Scaled {
            Check.of("Grouped").positive("factor", factor);
        }

        @Override
        public String name() {
            return optimizer.name();
        }

        @Override
        public double learningRate() {
            return optimizer.learningRate() * factor;
        }

        @Override
        public Optimizer learningRate(double rate) {
            return new Scaled(optimizer.learningRate(rate / factor), factor);
        }

        @Override
        public LearningRate schedule() {
            return new ScaledRate(optimizer.schedule(), factor);
        }

        @Override
        public UpdateRule rule() {
            return optimizer.rule();
        }

        @Override
        public UpdateRule rule(ParameterInfo parameter) {
            return optimizer.rule(parameter);
        }

        @Override
        public UpdateOptions options() {
            return optimizer.options();
        }

        @Override
        public double weightDecay(ParameterInfo parameter) {
            return optimizer.weightDecay(parameter);
        }

        @Override
        public ParameterUpdate update(ParameterInfo parameter) {
            return optimizer.update(parameter);
        }
    }

    private record ScaledRate(LearningRate schedule, double factor) implements LearningRate {
        @Override
        public double at(long step) {
            return schedule.at(step) * factor;
        }
    }

    /** The learning rate of a group as a multiple of the rest's. */
    private record Ratio(LearningRate group, LearningRate rest, ParameterUpdate.RateRatio own)
            implements ParameterUpdate.RateRatio {
        @Override
        public double at(long step) {
            double ofRest = rest.at(step);
            return ofRest == 0 ? 0 : own.at(step) * (group.at(step) / ofRest);
        }
    }

    @Override
    public String name() {
        return "grouped";
    }

    /** That of the rest. */
    @Override
    public double learningRate() {
        return rest.learningRate();
    }

    /** With another learning rate for the rest; the groups keep theirs. */
    @Override
    public Grouped learningRate(double rate) {
        return new Grouped(rest.learningRate(rate), members);
    }

    @Override
    public Grouped schedule(LearningRate rates) {
        return new Grouped(rest.schedule(rates), members);
    }

    /** That of the rest. */
    @Override
    public LearningRate schedule() {
        return rest.schedule();
    }

    /** That of the rest. */
    @Override
    public UpdateRule rule() {
        return rest.rule();
    }

    @Override
    public ParameterUpdate update(ParameterInfo parameter) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).group().members().test(parameter)) {
                Optimizer optimizer = members.get(i).optimizer();
                ParameterUpdate own = optimizer.update(parameter);
                return new ParameterUpdate(
                        own.rule(), own.options(), own.weightDecay(), i + 1,
                        new Ratio(optimizer.schedule(), rest.schedule(), own.ratio()));
            }
        }
        return rest.update(parameter);
    }
}
