package org.heclip.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fat jars, as the pipeline starts them. */
class StepJarsIT {
    /** Of mode benchmark. */
    static final List<String> BENCHMARK = List.of(
            "simulate",
            "check",
            "ingest",
            "qc",
            "align",
            "tile",
            "embed",
            "split",
            "train",
            "predict",
            "audit",
            "evaluate",
            "summarise",
            "waterfall",
            "report");
    /** Of the other modes, or with options, alone. */
    static final List<String> ELSEWHERE =
            List.of("stain", "settle", "bundle", "unpack", "grid", "featurise", "infer", "maps");

    private static final List<String> STEPS =
            Stream.concat(BENCHMARK.stream(), ELSEWHERE.stream()).toList();
    private static final Set<String> WITH_DJL =
            Set.of("embed", "train", "predict", "bundle", "unpack", "featurise", "infer");
    /** JNA's own, 560 KB in all (docs/adr/native-decoders.md). */
    private static final Set<String> JNA = Set.of(
            "com/sun/jna/linux-x86-64/libjnidispatch.so",
            "com/sun/jna/linux-aarch64/libjnidispatch.so",
            "com/sun/jna/darwin-x86-64/libjnidispatch.jnilib",
            "com/sun/jna/darwin-aarch64/libjnidispatch.jnilib");

    private static final long NINE_MB = 9_000_000;

    @TempDir
    Path folder;

    static List<String> steps() {
        return STEPS;
    }

    @Test
    void thereIsOneJarForEachStepAndNoOther() throws IOException {
        try (Stream<Path> files = Files.list(Nextfloww.STEPS)) {
            Set<String> found = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(new TreeSet<>(STEPS.stream().map(step -> step + ".jar").toList()), found);
        }
    }

    @ParameterizedTest
    @MethodSource("steps")
    void holdsNoNativesButJnasAndIsSmall(String step) throws IOException {
        Path jar = Nextfloww.STEPS.resolve(step + ".jar");
        assertTrue(Files.size(jar) < NINE_MB, step + " has " + Files.size(jar) + " bytes");
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<String> names = zip.stream().map(entry -> entry.getName()).toList();
            assertEquals(
                    names.contains("com/sun/jna/Native.class") ? JNA : Set.of(),
                    names.stream()
                            .filter(name -> name.matches(".*\\.(so(\\.\\d+)*|dll|dylib|jnilib)"))
                            .collect(Collectors.toSet()));
            assertEquals(WITH_DJL.contains(step), names.stream().anyMatch(name -> name.startsWith("ai/djl/")));
        }
    }

    @ParameterizedTest
    @MethodSource("steps")
    void helpAndVersionEndWell(String step) {
        Nextfloww.Result help = start(step, "--help");
        assertEquals(0, help.exit(), help.output());
        assertTrue(help.output().contains("Usage: " + step), help.output());
        Nextfloww.Result version = start(step, "--version");
        assertEquals(0, version.exit(), version.output());
        assertTrue(version.output().matches("heclip \\d+\\.\\d+\\.\\d+\\S*\\s*"), version.output());
    }

    @ParameterizedTest
    @MethodSource("steps")
    void badOptionIsOneLineAndExitTwo(String step) {
        Nextfloww.Result result = start(step, "--no-such-option");
        assertEquals(2, result.exit(), result.output());
        assertEquals(1, result.lines().size(), result.output());
        assertTrue(result.output().startsWith("error: " + step + ": "), result.output());
    }

    @Test
    void classesOfOneStepAreNotInAnother() throws IOException {
        try (ZipFile zip = new ZipFile(Nextfloww.STEPS.resolve("tile.jar").toFile())) {
            // else a change in evaluate would make -resume cut the tiles again
            assertFalse(zip.stream().anyMatch(entry -> entry.getName().startsWith("org/heclip/evaluate/")));
            assertTrue(zip.stream().anyMatch(entry -> entry.getName().equals("org/heclip/cli/Tile.class")));
        }
    }

    private Nextfloww.Result start(String step, String option) {
        Path jar = Nextfloww.STEPS.resolve(step + ".jar");
        return Nextfloww.start(folder, Map.of(), List.of("java", "-jar", jar.toString(), option));
    }
}
