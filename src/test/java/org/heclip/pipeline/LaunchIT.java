package org.heclip.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What a user meets before any work is done: the wrapper, the parameters, the samplesheet, a dry run. */
class LaunchIT {
    private Path folder;

    @BeforeEach
    void start(TestInfo test) {
        folder = Nextfloww.freshFolder(test.getTestMethod().orElseThrow().getName());
    }

    @Test
    void stubRunWiresAllSteps() throws IOException {
        Nextfloww.Result result = Nextfloww.run(folder, "-profile", "test", "-stub");
        assertEquals(0, result.exit(), result.output());
        List<Map<String, String>> trace = Table.read(folder.resolve("results/pipeline_info/trace.txt"));
        assertEquals(
                14,
                trace.stream()
                        .map(task -> task.get("name").replaceFirst(" .*", ""))
                        .distinct()
                        .count());
        assertEquals(
                drawn(), processes(folder.resolve("results/pipeline_info/dag.mmd")), "draw again: docs/pipeline.py");
    }

    @Test
    void scriptsAreCleanUnderTheStrictSyntax() {
        Nextfloww.Result lint = Nextfloww.start(
                Nextfloww.PROJECT.resolve("target"),
                Map.of(),
                Stream.concat(
                                Stream.of("../nextfloww", "lint"),
                                Stream.of("main.nf", "workflows", "modules", "nextflow.config", "conf")
                                        .map(name ->
                                                Nextfloww.PROJECT.resolve(name).toString()))
                        .toList());
        assertEquals(0, lint.exit(), lint.output());
        assertTrue(lint.output().contains("had no errors"), lint.output());
    }

    @Test
    void unknownAndBadParametersAreNamedTogether() {
        Nextfloww.Result result = Nextfloww.run(
                folder,
                "-profile",
                "test",
                "--boostrap=10",
                "--modles=mean",
                "--tile_px=-3",
                "--mode=dream",
                "--markers=none",
                "--harmony=maybe");
        assertNotEquals(0, result.exit());
        assertTrue(result.output().contains("did you mean --bootstrap?"), result.output());
        assertTrue(
                result.output().contains("--modles: found an unknown parameter, did you mean --models?"),
                result.output());
        assertTrue(result.output().contains("--tile_px: found '-3', expected a whole number"), result.output());
        assertTrue(result.output().contains("--mode: found 'dream', expected one of benchmark"), result.output());
        assertTrue(result.output().contains("--markers: found no file none"), result.output());
        assertTrue(result.output().contains("--harmony: found 'maybe', expected true or false"), result.output());
    }

    @Test
    void modesNameWhatTheyLack() {
        Nextfloww.Result predict = Nextfloww.run(folder, "--mode", "predict", "--simulate");
        assertNotEquals(0, predict.exit());
        assertTrue(predict.output().contains("--input: found nothing, expected a samplesheet"), predict.output());
        assertTrue(predict.output().contains("--bundle: found nothing, expected a bundle"), predict.output());
        Nextfloww.Result absent = Nextfloww.run(folder, "--mode", "predict", "--simulate", "--bundle", "none.heclip");
        assertTrue(absent.output().contains("--bundle: found no file none.heclip"), absent.output());
        Nextfloww.Result train = Nextfloww.run(
                folder,
                "--mode",
                "train",
                "-profile",
                "test",
                "--bundle_model",
                "stnet",
                "--protocol",
                "reference",
                "--context_um",
                "400");
        assertNotEquals(0, train.exit());
        assertTrue(train.output().contains("--bundle_model: found 'stnet', expected one of --models"), train.output());
        assertTrue(train.output().contains("--protocol: found 'reference', expected honest"), train.output());
        assertTrue(
                train.output().contains("--context_um: found '400', expected nothing for --mode train"),
                train.output());
    }

    @Test
    void helpListsEveryParameterOfTheConfiguration() throws IOException {
        Nextfloww.Result help = Nextfloww.run(folder, "--help");
        assertEquals(0, help.exit(), help.output());
        List<String> names = Files.readAllLines(Nextfloww.PROJECT.resolve("nextflow.config")).stream()
                .dropWhile(line -> !line.equals("params {"))
                .takeWhile(line -> !line.equals("}"))
                .filter(line -> line.contains("="))
                .map(line -> line.substring(0, line.indexOf('=')).strip())
                .toList();
        assertTrue(names.size() > 30, names.toString());
        assertEquals(
                List.of(),
                names.stream()
                        .filter(name -> !help.output().contains("--" + name + " "))
                        .toList());
    }

    @Test
    void badSamplesheetShowsTheLineOfTheStep() throws IOException {
        Files.writeString(folder.resolve("sheet.csv"), "section,patient,h5ad\na b,P1,x.h5ad\n");
        Nextfloww.Result result = Nextfloww.run(folder, "--input", "sheet.csv");
        assertNotEquals(0, result.exit());
        assertTrue(
                result.lines().stream()
                        .anyMatch(line -> line.matches("\\s*error: .*sheet\\.csv: row 2, column section.*")),
                result.output());
        assertTrue(!result.output().contains("Exception"), result.output());
    }

    @Test
    void missingFilesAreListedTogetherWithRowAndColumn() throws IOException {
        Files.writeString(
                folder.resolve("sheet.csv"),
                "section,patient,counts,positions,image\nA,P1,a.tsv,sheet.csv,a.jpg\nB,P2,sheet.csv,b.tsv,sheet.csv\n");
        Nextfloww.Result result = Nextfloww.run(folder, "--input", "sheet.csv");
        assertNotEquals(0, result.exit());
        for (String place : List.of(
                "row 2 (section A), column counts",
                "row 2 (section A), column image",
                "row 3 (section B), column positions")) {
            assertTrue(result.output().contains(place), place + " in\n" + result.output());
        }
    }

    @Test
    void missingOrOldToolsAreNamedInOneLine() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (String tool : List.of("sh", "awk", "dirname", "sed", "head", "cksum", "tr", "find", "cat")) {
            Path real = Stream.of("/usr/bin/" + tool, "/bin/" + tool)
                    .map(Path::of)
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(bin.resolve(tool), real);
        }
        assertStops(bin, "Java is missing: install a JDK 17");
        program(bin, "java", "echo 'openjdk version \"11.0.2\"' >&2");
        assertStops(bin, "Java 11.0.2 is too old: install a JDK 17");
        program(bin, "java", "echo 'openjdk version \"17.0.1\"' >&2");
        assertStops(bin, "a Java compiler is missing: install a JDK 17");
        program(bin, "javac", "true");
        assertStops(bin, "Maven is missing: install Maven 3.8");
        program(bin, "mvn", "echo 'Apache Maven 3.6.3 (abc)'");
        assertStops(bin, "Maven 3.6.3 is too old: install Maven 3.8");
    }

    @Test
    void anotherPlatformIsToldWhatItLacks() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        program(bin, "uname", "[ \"$1\" = -s ] && echo Darwin || echo arm64");
        Map<String, String> environment = Map.of("PATH", bin + ":" + System.getenv("PATH"), "NXF_ANSI_LOG", "false");
        List<String> command = List.of(
                Nextfloww.PROJECT.resolve("nextfloww").toString(), "run", Nextfloww.PROJECT.toString(), "--help");
        Nextfloww.Result bare = Nextfloww.start(folder, environment, command);
        assertEquals(0, bare.exit(), bare.output());
        assertTrue(bare.output().contains("this is Darwin arm64, and libtorch comes with the steps for Linux x86_64"));
        Nextfloww.Result image = Nextfloww.start(
                folder,
                environment,
                Stream.concat(command.stream(), Stream.of("-profile", "docker")).toList());
        assertTrue(!image.output().contains("Darwin"), image.output());
    }

    /** Of a user's sections, not simulated ones, as the figure. */
    private static Set<String> processes(Path graph) throws IOException {
        Set<String> names =
                names("\\(\\[\"(\\w+)\"\\]\\)", Files.readString(graph).toLowerCase(Locale.ROOT));
        names.remove("simulate");
        return names;
    }

    private static Set<String> drawn() throws IOException {
        return names(
                "font-size=\"14.00\"[^>]*>(\\w+)<", Files.readString(Nextfloww.PROJECT.resolve("docs/pipeline.svg")));
    }

    private static Set<String> names(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void assertStops(Path bin, String expected) {
        Map<String, String> environment = Map.of(
                "PATH",
                bin.toString(),
                "JAVA_HOME",
                "",
                "XDG_CACHE_HOME",
                folder.resolve("cache").toString());
        Nextfloww.Result result = Nextfloww.start(
                folder,
                environment,
                List.of(Nextfloww.PROJECT.resolve("nextfloww").toString(), "-version"));
        assertEquals(2, result.exit(), result.output());
        assertEquals(1, result.lines().size(), result.output());
        assertTrue(result.output().startsWith("nextfloww: " + expected), result.output());
    }

    private static void program(Path bin, String name, String body) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
