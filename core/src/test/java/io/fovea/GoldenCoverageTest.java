package io.fovea;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import io.fovea.activations.ActivationFunction;
import io.fovea.layers.Activation;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Layer;
import io.fovea.losses.Loss;
import io.fovea.optimizers.Grouped;
import io.fovea.optimizers.Optimizer;

/** The golden trainings use everything that there is: who adds a layer adds a training with it. */
class GoldenCoverageTest {
    private static Set<String> all(Class<?> type) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackagesOf(type)
                .stream()
                .filter(c -> c.isAssignableTo(type) && !c.isInterface())
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Stream<?> used) {
        return used.map(o -> o.getClass().getName()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Layer> layers() {
        return GoldenTrainings.ALL.stream().flatMap(c -> c.model().get().layers().stream());
    }

    @Test
    void everyLayer() {
        assertThat(names(layers())).isEqualTo(all(Layer.class));
    }

    private static Stream<Optimizer> withMembers(Optimizer optimizer) {
        return optimizer instanceof Grouped grouped
                ? Stream.concat(Stream.of(optimizer), grouped.members().stream().map(Grouped.Member::optimizer))
                : Stream.of(optimizer);
    }

    @Test
    void everyOptimizer() {
        Stream<Optimizer> used = GoldenTrainings.ALL.stream().map(GoldenTrainings.Case::optimizer);
        assertThat(names(used.flatMap(GoldenCoverageTest::withMembers))).isEqualTo(all(Optimizer.class));
    }

    @Test
    void everyLoss() {
        assertThat(names(GoldenTrainings.ALL.stream().flatMap(c -> c.losses().stream())))
                .containsExactlyElementsOf(all(Loss.class));
    }

    @Test
    void everyActivation() {
        Set<ActivationFunction.Kind> used = layers().flatMap(layer -> switch (layer) {
            case Activation a -> Stream.of(a.function());
            case Conv2D c -> Stream.of(c.activation());
            case Dense d -> Stream.of(d.activation());
            default -> Stream.<ActivationFunction>empty();
        }).map(ActivationFunction::kind).collect(Collectors.toCollection(
                () -> EnumSet.noneOf(ActivationFunction.Kind.class)));
        assertThat(used).containsExactlyInAnyOrderElementsOf(Arrays.asList(ActivationFunction.Kind.values()));
    }
}
