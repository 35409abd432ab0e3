package io.fovea.onnx;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class OnnxArchitectureTest {
    private static final JavaClasses ONNX = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.fovea.onnx");

    private static final DescribedPredicate<JavaClass> PROTOBUF =
            resideInAnyPackage("com.google.protobuf..", "ai.onnx..");

    @Test
    void filesAreReadAndWrittenInTermsOfDescriptions() {
        classes().should().onlyDependOnClassesThat(resideInAnyPackage(
                "io.fovea", "io.fovea.activations..", "io.fovea.custom..", "io.fovea.files..",
                "io.fovea.initializers..",
                "io.fovea.layers..", "io.fovea.onnx..", "io.fovea.tensor..", "java..").or(PROTOBUF)
                .or(DescribedPredicate.describe("primitives", c -> c.getBaseComponentType().isPrimitive())))
                .check(ONNX);
    }

    /** Both sides know the operators' names; neither asks how the other one does it. */
    @Test
    void readingAndWritingKnowNothingOfEachOther() {
        noClasses().that().haveSimpleNameEndingWith("Import")
                .should().dependOnClassesThat(simpleNameEndingWith("Export")).check(ONNX);
        noClasses().that().haveSimpleNameEndingWith("Export")
                .should().dependOnClassesThat(simpleNameEndingWith("Import")).check(ONNX);
    }

    @Test
    void theFormatOfFilesIsNotSeenFromOutside() {
        noMethods().that().arePublic().and().areDeclaredInClassesThat().arePublic()
                .should().haveRawReturnType(PROTOBUF).check(ONNX);
    }
}
