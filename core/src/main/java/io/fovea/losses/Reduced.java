package io.fovea.losses;

import java.util.Optional;

import io.fovea.custom.PerSampleLoss;
import io.fovea.data.Samples;
import io.fovea.description.Check;
import io.fovea.tensor.Shape;

/**
 * A loss with another reduction; {@link Loss#reduction(Reduction)} makes it.
 *
 * @param loss what is reduced
 * @param reduction how
 */
public record Reduced(Loss loss, Reduction reduction) implements Loss {
    /** Checks that both are there. */
    public Reduced {
        Check.of("Reduced").present("loss", loss).present("reduction", reduction);
    }

    @Override
    public String name() {
        return loss.name();
    }

    @Override
    public Shape targetShape(Shape output) {
        return loss.targetShape(output);
    }

    @Override
    public void checkTargets(Samples targets, Shape output) {
        loss.checkTargets(targets, output);
    }

    @Override
    public boolean fromLogits() {
        return loss.fromLogits();
    }

    @Override
    public Loss reduction(Reduction other) {
        return loss.reduction(other);
    }

    @Override
    public Optional<ComposedLoss> composed() {
        return loss.composed();
    }

    @Override
    public PerSampleLoss perSampleLoss() {
        return loss.perSampleLoss();
    }
}
