package org.heclip;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The package rules of the house: who may use whom. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.heclip");

    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("error", List.of()),
            Map.entry("file", List.of("error")),
            Map.entry("section", List.of("error")),
            Map.entry("expression", List.of("section", "error")),
            Map.entry("slide", List.of("section", "error")),
            Map.entry("stain", List.of("slide", "error")),
            Map.entry("parquet", List.of("error")),
            Map.entry("ingest", List.of("section", "expression", "parquet", "error")),
            Map.entry("simulate", List.of("section", "expression", "error")),
            Map.entry("qc", List.of("section", "expression", "slide", "error")),
            Map.entry("align", List.of("section", "expression", "slide", "error")),
            Map.entry("tile", List.of("section", "expression", "slide", "error")),
            Map.entry("fold", List.of("section", "expression", "slide", "error")),
            Map.entry("model", List.of("section", "expression", "file", "error")),
            Map.entry("bundle", List.of("file", "error")),
            Map.entry("domain", List.of("expression", "file", "error")),
            Map.entry("grid", List.of("section", "error")),
            Map.entry("map", List.of("report", "file", "error")),
            Map.entry("evaluate", List.of("section", "expression", "error")),
            Map.entry("report", List.of("evaluate", "section", "expression", "file", "error")),
            Map.entry("h5ad", List.of("section", "expression", "file", "error")),
            Map.entry("config", List.of("file", "error")));

    @TestFactory
    Stream<DynamicTest> packagesUseOnlyWhatTheyMay() {
        return MAY_USE.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> {
                    List<String> allowed = new ArrayList<>(rule.getValue());
                    allowed.add(rule.getKey());
                    String[] others = Stream.concat(MAY_USE.keySet().stream(), Stream.of("cli"))
                            .filter(name -> !allowed.contains(name))
                            .map(name -> "org.heclip." + name + "..")
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage("org.heclip." + rule.getKey() + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(others)
                            .allowEmptyShould(true)
                            .check(CLASSES);
                }));
    }

    @Test
    void everyPackageHasARule() {
        List<String> known = Stream.concat(MAY_USE.keySet().stream(), Stream.of("cli"))
                .map(name -> "org.heclip." + name + "..")
                .toList();
        classes().should().resideInAnyPackage(known.toArray(String[]::new)).check(CLASSES);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("org.heclip.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyOnePackageSeesEachBoundedLibrary() {
        onlyIn("model", "ai.djl..");
        onlyIn("h5ad", "io.jhdf..");
        onlyIn("config", "com.fasterxml.jackson..", "com.networknt..");
        onlyIn("cli", "picocli..");
        onlyIn("report", "freemarker..");
        onlyIn("slide", "com.sun.jna..");
    }

    @Test
    void onlyTheCommandLineExits() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.heclip.cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    /** {@code x.mul(2)} lends the graph a Java buffer: see NativeArray.scalar. The optimiser follows no gradients. */
    @Test
    void noNumberIsLentToAGraph() {
        for (String operation : List.of("add", "sub", "mul", "div", "mod", "pow", "maximum", "minimum")) {
            noClasses()
                    .that()
                    .doNotHaveSimpleName("AdamW")
                    .should()
                    .callMethod(NDArray.class, operation, Number.class)
                    .check(CLASSES);
        }
    }

    private static void onlyIn(String owner, String... libraries) {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.heclip." + owner + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(CLASSES);
    }
}
