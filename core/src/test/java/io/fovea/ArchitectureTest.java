package io.fovea;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/**
 * The three worlds stay apart: descriptions know no memory, the plan binds them to operations, kernels know no layer.
 * Dependencies point downwards only.
 */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.fovea");

    @Test
    void runtimeKnowsOnlyItself() {
        check(ownDependenciesOf("io.fovea.runtime..", inPackages("io.fovea.runtime..")));
    }

    @Test
    void kernelsKnowOnlyMemoryAndRandomNumbers() {
        check(ownDependenciesOf("io.fovea.kernels..",
                inPackages("io.fovea.kernels..").or(named("io.fovea.runtime.Memory"))
                        .or(named("io.fovea.runtime.MemoryRanges")).or(named("io.fovea.runtime.Randoms"))));
    }

    @Test
    void operationsKnowNoPlanAndNoLayer() {
        check(ownDependenciesOf("io.fovea.ops..",
                inPackages("io.fovea.ops..", "io.fovea.custom..", "io.fovea.kernels..", "io.fovea.runtime..",
                        "io.fovea.tensor..")));
    }

    @Test
    void whatOwnCodeIsWrittenWithKnowsNoMemory() {
        check(ownDependenciesOf("io.fovea.custom..", inPackages("io.fovea.custom..", "io.fovea.tensor..")));
        check(noClasses().that().resideInAnyPackage("io.fovea.custom..", "io.fovea.layers..", "io.fovea.losses..",
                "io.fovea.optimizers..", "io.fovea.metrics..", "io.fovea.training..", "io.fovea.callbacks..")
                .should().dependOnClassesThat().resideInAnyPackage("java.lang.foreign.."));
    }

    @Test
    void layersKnowOperationsAndNoKernels() {
        check(ownDependenciesOf("io.fovea.layers..",
                inPackages("io.fovea.layers..", "io.fovea.description..", "io.fovea.activations..",
                        "io.fovea.initializers..", "io.fovea.custom..", "io.fovea.ops..", "io.fovea.tensor..")));
    }

    @Test
    void lossesAndOptimizersKnowTheirRulesAlone() {
        check(ownDependenciesOf("io.fovea.losses..",
                inPackages("io.fovea.losses..", "io.fovea.metrics..", "io.fovea.data..", "io.fovea.custom..",
                        "io.fovea.ops.loss..", "io.fovea.tensor..")));
        check(ownDependenciesOf("io.fovea.optimizers..",
                inPackages("io.fovea.optimizers..", "io.fovea.description..", "io.fovea.custom..",
                        "io.fovea.ops.update..")));
        check(ownDependenciesOf("io.fovea.regularizers..",
                inPackages("io.fovea.regularizers..", "io.fovea.description..", "io.fovea.custom..",
                        "io.fovea.tensor..")));
        check(ownDependenciesOf("io.fovea.constraints..",
                inPackages("io.fovea.constraints..", "io.fovea.description..", "io.fovea.custom..",
                        "io.fovea.tensor..")));
    }

    @Test
    void theLoopKnowsNoModel() {
        for (String room : List.of("graph", "inference", "loop", "training", "callbacks", "profiling", "data")) {
            check(noClasses().that().resideInAPackage("io.fovea." + room + "..")
                    .should().dependOnClassesThat().resideInAPackage("io.fovea"));
        }
    }

    @Test
    void onlyGraphAndWhatIsAboveItBindsLayersToMemory() {
        check(ownDependenciesOf("io.fovea.data..",
                inPackages("io.fovea.data..", "io.fovea.files..", "io.fovea.description..", "io.fovea.runtime..",
                        "io.fovea.tensor..")));
        check(ownDependenciesOf("io.fovea.training..",
                inPackages("io.fovea.training..", "io.fovea.description..", "io.fovea.data..", "io.fovea.tensor..")));
    }

    @Test
    void thePlanKnowsNoLayer() {
        check(ownDependenciesOf("io.fovea.plan..", inPackages("io.fovea.plan..", "io.fovea.custom..", "io.fovea.ops..",
                "io.fovea.kernels..", "io.fovea.runtime..", "io.fovea.tensor..")));
    }

    /** What a user names lowers to operations; which kernels those call is not its business. */
    @Test
    void descriptionsKnowNoKernelAndNoPlan() {
        check(noClasses().that().resideInAnyPackage(
                "io.fovea.layers..", "io.fovea.activations..", "io.fovea.initializers..", "io.fovea.losses..",
                "io.fovea.metrics..", "io.fovea.optimizers..", "io.fovea.description..", "io.fovea.tensor..")
                .should().dependOnClassesThat().resideInAnyPackage("io.fovea.kernels..", "io.fovea.plan.."));
    }

    /** General passes ask the methods of {@code Layer} and {@code Loss}, so a new layer needs no change there. */
    @Test
    void generalPassesAskNoConcreteLayerOrLoss() {
        check(noClasses().that().resideInAnyPackage("io.fovea.graph..", "io.fovea.loop..", "io.fovea.inference..")
                .should()
                .dependOnClassesThat(inPackages("io.fovea.layers..", "io.fovea.losses..").and(DescribedPredicate
                        .describe("records", JavaClass::isRecord))
                        .and(DescribedPredicate.not(named("io.fovea.layers.Weight")))));
    }

    @Test
    void roomsHaveNoCycles() {
        check(slices().assignedFrom(rooms(
                "", "activations", "benchmark", "callbacks", "constraints", "custom", "data", "graph", "inference",
                "initializers",
                "kernels", "layers", "loop", "losses", "metrics", "ops", "optimizers", "plan", "profiling",
                "regularizers", "runtime",
                "tensor", "training")).should().beFreeOfCycles());
    }

    @Test
    void coreNeedsTheJdkAlone() {
        check(classes().should().onlyDependOnClassesThat(
                resideInAnyPackage("io.fovea..", "java..", "javax..", "jdk.incubator..", "com.sun.management..")
                        .or(arraysOfPrimitives())));
    }

    @Test
    void onlyDataUsesTheNetwork() {
        check(noClasses().that().resideOutsideOfPackage("io.fovea.data..")
                .should().dependOnClassesThat(resideInAnyPackage("java.net.http..", "java.nio.channels.spi..")
                        .or(named("java.net.Socket")).or(named("java.net.ServerSocket"))
                        .or(named("java.net.DatagramSocket")).or(named("java.net.InetAddress"))
                        .or(named("java.net.InetSocketAddress")).or(named("java.net.URL"))
                        .or(named("java.net.URLConnection")).or(named("java.net.HttpURLConnection"))
                        .or(named("java.nio.channels.SocketChannel"))
                        .or(named("java.nio.channels.ServerSocketChannel"))));
    }

    /** Addresses stay inside the module: the compiler refuses an exported method that mentions a type of these packages. */
    @Test
    void memoryKernelsAndOperationsAreNotExported() throws IOException {
        assertThat(Files.readAllLines(Path.of("src/main/java/module-info.java")))
                .filteredOn(line -> line.strip().startsWith("exports "))
                .isNotEmpty()
                .noneMatch(line -> line
                        .matches(".*io\\.fovea\\.(kernels|ops|plan|runtime|graph|inference|loop|profiling).*"));
    }

    @Test
    void namesSayWhatAClassIs() {
        check(classes().should().haveNameNotMatching(".*(Utils?|Helper|Manager|Impl)"));
    }

    private static void check(ArchRule rule) {
        rule.check(CORE);
    }

    private static ArchRule ownDependenciesOf(String room, DescribedPredicate<JavaClass> allowed) {
        return classes().that().resideInAPackage(room)
                .should(never(dependOnClassesThat(inPackages("io.fovea..").and(DescribedPredicate.not(allowed)))));
    }

    private static DescribedPredicate<JavaClass> inPackages(String... packages) {
        return resideInAnyPackage(packages);
    }

    private static DescribedPredicate<JavaClass> named(String name) {
        return DescribedPredicate.describe(name, c -> c.getName().equals(name) || c.getName().startsWith(name + "$"));
    }

    private static DescribedPredicate<JavaClass> arraysOfPrimitives() {
        return DescribedPredicate.describe("primitives", c -> c.getBaseComponentType().isPrimitive());
    }

    private static SliceAssignment rooms(String... names) {
        var known = List.of(names);
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass c) {
                var parts = c.getPackageName().split("\\.");
                var room = parts.length > 2 ? parts[2] : "";
                return known.contains(room) ? SliceIdentifier.of(room) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "rooms " + known;
            }
        };
    }
}
