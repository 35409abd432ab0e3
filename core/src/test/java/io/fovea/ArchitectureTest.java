package io.fovea;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
                        .or(named("io.fovea.runtime.Randoms"))));
    }

    @Test
    void operationsKnowNoPlanAndNoLayer() {
        check(ownDependenciesOf("io.fovea.ops..",
                inPackages("io.fovea.ops..", "io.fovea.kernels..", "io.fovea.runtime..", "io.fovea.tensor..")));
    }

    @Test
    void thePlanKnowsNoLayer() {
        check(ownDependenciesOf("io.fovea.plan..", inPackages("io.fovea.plan..", "io.fovea.ops..",
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
        check(slices().assignedFrom(rooms("layers", "ops", "plan", "kernels", "runtime")).should().beFreeOfCycles());
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
                .should().dependOnClassesThat().resideInAnyPackage("java.net.http.."));
    }

    @Test
    void namesSayWhatAClassIs() {
        check(classes().should().haveNameNotMatching(".*(Utils?|Helper|Manager|Impl)"));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CORE);
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
                return parts.length > 2 && known.contains(parts[2])
                        ? SliceIdentifier.of(parts[2])
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "rooms " + known;
            }
        };
    }
}
