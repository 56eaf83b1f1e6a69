package org.heclip.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What a run does when a task or Nextflow itself dies; small sections and the simplest model only. */
class FailuresIT {
    private static final List<String> SMALL = List.of(
            "-profile", "test", "--models", "mean", "--bootstrap", "2", "--qc_min_spots", "30", "-c", "small.config");
    private static final String FEWER_SPOTS =
            "process { withName: SIMULATE { ext.args = '--spots-per-side 8 --sections 1' } }\n";

    private Path folder;

    @BeforeEach
    void start(TestInfo test) throws IOException {
        folder = Nextfloww.freshFolder(test.getTestMethod().orElseThrow().getName());
        Files.writeString(folder.resolve("small.config"), FEWER_SPOTS);
    }

    @Test
    void taskKilledByMemoryIsRetriedWithMore() throws IOException {
        Files.writeString(
                folder.resolve("small.config"),
                FEWER_SPOTS
                        // a heap of 14 MB does not hold the image of a section
                        + "process { withName: SIMULATE { memory = { task.attempt == 1 ? 20.MB : 1.GB } } }\n");
        Nextfloww.Result result = Nextfloww.run(folder, SMALL.toArray(String[]::new));
        assertEquals(0, result.exit(), result.output());
        assertTrue(Files.size(folder.resolve("results/report.html")) > 0);
        List<Map<String, String>> attempts = tasks("SIMULATE");
        assertEquals(
                List.of("1 137 FAILED", "2 0 COMPLETED"),
                attempts.stream()
                        .map(task -> String.join(" ", task.get("attempt"), task.get("exit"), task.get("status")))
                        .sorted()
                        .toList());
    }

    @Test
    void badInputStopsAtOnceWithTheLineOfTheStep() throws IOException {
        Files.writeString(folder.resolve("broken.h5ad"), "this is no HDF5 file");
        Files.writeString(folder.resolve("sheet.csv"), "section,patient,h5ad\nA,P1,broken.h5ad\n");
        Nextfloww.Result result = Nextfloww.run(folder, "--input", "sheet.csv");
        assertNotEquals(0, result.exit());
        assertTrue(
                result.lines().stream()
                        .anyMatch(line -> line.matches("\\s*error: .*broken\\.h5ad: file: cannot be read.*")),
                result.output());
        assertFalse(result.output().contains("Execution is retried"), result.output());
        assertFalse(result.output().contains("at org.heclip"), result.output());
        assertEquals(
                List.of("2"),
                tasks("INGEST (A)").stream().map(task -> task.get("exit")).toList());
    }

    @Test
    void killedNextflowResumes() throws IOException, InterruptedException {
        killWhen(folder.resolve("killed.txt"), "Submitted process > HECLIP:TILE");
        String[] again = java.util.stream.Stream.concat(SMALL.stream(), java.util.stream.Stream.of("-resume"))
                .toArray(String[]::new);
        Nextfloww.Result result = Nextfloww.run(folder, again);
        assertEquals(0, result.exit(), result.output());
        assertEquals(
                List.of("CACHED"),
                tasks("SIMULATE").stream().map(task -> task.get("status")).toList());
        assertTrue(Files.size(folder.resolve("results/report.html")) > 0);
    }

    /** Starts the pipeline and kills Nextflow, as a machine that loses power would, once it has said this. */
    private void killWhen(Path log, String said) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(
                List.of(Nextfloww.PROJECT.resolve("nextfloww").toString(), "run", Nextfloww.PROJECT.toString()));
        command.addAll(SMALL);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "NXF_ANSI_LOG",
                        "false",
                        "NXF_HOME",
                        folder.resolve("nxf-home").toString()));
        Process nextflow = builder.start();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (nextflow.isAlive() && !Files.readString(log).contains(said) && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        assertTrue(nextflow.isAlive(), () -> "ended before: " + said);
        nextflow.destroyForcibly();
        assertNotEquals(0, nextflow.waitFor());
    }

    private List<Map<String, String>> tasks(String name) {
        return Table.read(folder.resolve("results/pipeline_info/trace.txt")).stream()
                .filter(task -> task.get("name").endsWith(name))
                .toList();
    }
}
