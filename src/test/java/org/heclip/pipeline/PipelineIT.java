package org.heclip.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heclip.h5ad.PythonOracle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code ./nextfloww run . -profile test}, once, and what it must leave behind. */
class PipelineIT {
    private static final Set<String> MODELS = Set.of("heclip_plus", "heclip", "ridge", "colour", "mean");
    /** Random encoder: measured 0.75 for heclip_plus, 0.58 for heclip and 0.63 for ridge. */
    private static final Map<String, Double> PLANTED_PCC = Map.of("heclip_plus", 0.65, "heclip", 0.35, "ridge", 0.5);
    /** 340 genes in four sections: the mean of as many chance correlations lies within 0.01 of zero. */
    private static final double NULL_PCC = 0.03;

    private static Path folder;

    private static Path results;

    @BeforeAll
    static void runOnce() {
        folder = Nextfloww.freshFolder("pipeline");
        Nextfloww.Result result = Nextfloww.run(folder, "-profile", "test", "--outdir", "results");
        assertEquals(0, result.exit(), result.output());
        results = folder.resolve("results");
    }

    @Test
    void outputsAreWhereTheContractPutsThem() {
        List<String> missing = List.of(
                        "report.html",
                        "metrics/genes.tsv",
                        "metrics/summary.tsv",
                        "metrics/paired.tsv",
                        "metrics/audit.tsv",
                        "metrics/figures.tsv",
                        "metrics/calibration.tsv",
                        "metrics/domains.tsv",
                        "metrics/spots.tsv",
                        "metrics/leaks.tsv",
                        "metrics/qc.tsv",
                        "metrics/models.tsv",
                        "multiqc/heclip_models_mqc.json",
                        "multiqc/heclip_qc_mqc.json",
                        "simulated/truth.tsv",
                        "pipeline_info/trace.txt",
                        "pipeline_info/timeline.html",
                        "pipeline_info/execution.html",
                        "pipeline_info/dag.mmd",
                        "pipeline_info/params.json",
                        "pipeline_info/versions.yml",
                        "pipeline_info/checksums.tsv")
                .stream()
                .filter(name -> isEmpty(results.resolve(name)))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void anndataAndScanpyOpenAndDrawWhatIsPublished() throws Exception {
        String said = PythonOracle.run("check_published.py", results);
        assertTrue(said.startsWith("opened " + 4 * (1 + MODELS.size()) + " files"), said);
    }

    @Test
    void anndataOfDebianOpensWhatIsPublished() throws Exception {
        assertTrue(PythonOracle.runOld("check_published.py", results, Path.of("without-scanpy"))
                .contains("with anndata 0.8"));
    }

    @Test
    void everySectionIsPredictedByEveryModel() {
        Set<String> sections = sections();
        assertEquals(4, sections.size());
        for (String section : sections) {
            assertTrue(!isEmpty(results.resolve("sections/" + section + ".h5ad")), section);
            for (String model : MODELS) {
                Path prediction = results.resolve("predictions/" + model + "/" + section + ".h5ad");
                assertTrue(!isEmpty(prediction), prediction.toString());
            }
        }
    }

    @Test
    void auditFindsNothingInAnHonestRun() {
        List<Map<String, String>> rows = Table.read(results.resolve("metrics/audit.tsv"));
        // eight checks of the data and two of each model, for two folds
        assertEquals(2 * (8 + 2 * MODELS.size()), rows.size());
        assertEquals(
                List.of(),
                rows.stream()
                        .filter(row -> row.get("verdict").equals("finding"))
                        .toList());
    }

    @Test
    void everyFoldHasItsModels() throws IOException {
        for (String model : MODELS) {
            try (var folds = Files.list(results.resolve("models").resolve(model))) {
                List<Path> found = folds.toList();
                assertEquals(2, found.size(), "patients, each held out once");
                for (Path fold : found) {
                    for (String name : List.of("weights.safetensors", "panel.tsv", "model.yml", "training.tsv")) {
                        assertTrue(
                                !isEmpty(fold.resolve(name)), fold.resolve(name).toString());
                    }
                }
            }
        }
    }

    @Test
    void plantedGenesArePredictedAndNullGenesAreNot() {
        for (String model : PLANTED_PCC.keySet()) {
            double planted = meanPcc(model, "planted");
            double unrelated = meanPcc(model, "null");
            assertTrue(planted > PLANTED_PCC.get(model), model + ": planted genes have mean PCC " + planted);
            assertTrue(Math.abs(unrelated) < NULL_PCC, model + ": null genes have mean PCC " + unrelated);
        }
    }

    @Test
    void summaryHasAllModelsOverall() {
        Set<String> models = Table.read(results.resolve("metrics/summary.tsv")).stream()
                .filter(row ->
                        row.get("level").equals("overall") && row.get("panel").equals("all"))
                .map(row -> row.get("model"))
                .collect(Collectors.toSet());
        assertEquals(MODELS, models);
    }

    @Test
    void versionsNameEveryStepAndNextflow() throws IOException {
        String versions = Files.readString(results.resolve("pipeline_info/versions.yml"));
        // the waterfall compares protocols, and this run has one
        for (String step : Stream.concat(StepJarsIT.BENCHMARK.stream(), Stream.of("nextflow"))
                .filter(step -> !step.equals("waterfall"))
                .toList()) {
            assertEquals(
                    1, versions.lines().filter(line -> line.equals(step + ":")).count(), step + " in\n" + versions);
        }
    }

    /** A third of the memory of what uses libtorch, else seven tenths; of the 4 GB that the profile has at most. */
    @Test
    void heapIsAShareOfTheTasksMemory() throws IOException {
        Map<String, String> heaps = new TreeMap<>();
        for (Map<String, String> task : Table.read(results.resolve("pipeline_info/trace.txt"))) {
            String wrapper = Files.readString(Path.of(task.get("workdir")).resolve(".command.run"));
            heaps.put(
                    task.get("name").replaceFirst(" .*", "").replaceFirst(".*:", ""),
                    wrapper.replaceFirst("(?s).*-Xmx(\\d+)m.*", "$1"));
        }
        assertEquals("" + (int) (1024 * 0.7), heaps.get("CHECK"));
        assertEquals("" + (int) (3 * 1024 * 0.7), heaps.get("INGEST"));
        assertEquals("" + (int) (3 * 1024 * 0.35), heaps.get("PREDICT"));
        assertEquals("" + (int) (4 * 1024 * 0.35), heaps.get("TRAIN"));
    }

    @Test
    void seqeraPlatformFindsTheReportsThatItIsTold() throws IOException {
        JsonNode reports = new YAMLMapper()
                .readTree(Nextfloww.PROJECT.resolve("tower.yml").toFile())
                .path("reports");
        assertTrue(reports.size() > 1, reports.toString());
        reports.fieldNames().forEachRemaining(name -> assertTrue(!isEmpty(results.resolve(name)), name));
    }

    @Test
    void crateNamesEveryOutputWithItsChecksum() throws IOException, NoSuchAlgorithmException {
        Map<String, String> described = new TreeMap<>();
        JsonNode crate = new ObjectMapper()
                .readTree(results.resolve("ro-crate-metadata.json").toFile());
        for (JsonNode entity : crate.path("@graph")) {
            Path file = results.resolve(entity.path("@id").asText());
            if (entity.has("sha256") && Files.isRegularFile(file)) {
                described.put(
                        results.relativize(file).toString(),
                        entity.path("sha256").asText());
            }
        }
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(results)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                found.put(results.relativize(file).toString(), HexFormat.of().formatHex(digest));
            }
        }
        // Nextflow still writes these when the run is over; main.nf is the workflow, not a result
        List.of("trace.txt", "timeline.html", "execution.html", "dag.mmd", "main.nf")
                .forEach(name -> found.remove("pipeline_info/" + name));
        found.remove("ro-crate-metadata.json");
        assertEquals(found, described);
    }

    @Test
    void crateIsValid() throws IOException, InterruptedException {
        PythonOracle.run("check_crate.py", results);
    }

    @Test
    void changedParameterOfEvaluateRerunsNeitherTileNorTrain() {
        Nextfloww.Result result =
                Nextfloww.run(folder, "-profile", "test", "-resume", "--bootstrap", "100", "--outdir", "resumed");
        assertEquals(0, result.exit(), result.output());
        List<Map<String, String>> trace = Table.read(folder.resolve("resumed/pipeline_info/trace.txt"));
        Set<String> again = trace.stream()
                .filter(task -> !task.get("status").equals("CACHED"))
                .map(task -> task.get("name").replaceFirst(" .*", "").replaceFirst(".*:", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(Set.of("EVALUATE", "SUMMARISE", "REPORT")), again);
    }

    @Test
    void sameSeedGivesTheSameMetricsByteForByte() throws IOException {
        Path second = secondRun().resolve("metrics");
        for (Path file : metrics(second)) {
            assertArrayEquals(
                    Files.readAllBytes(results.resolve("metrics").resolve(second.relativize(file))),
                    Files.readAllBytes(file),
                    file.toString());
        }
        assertEquals(metrics(results.resolve("metrics")).size(), metrics(second).size());
    }

    /** The results that {@code -Dheclip.run} names, of the same command elsewhere; without it the pipeline runs once more. */
    private static Path secondRun() {
        String made = System.getProperty("heclip.run");
        if (made != null) {
            return Path.of(made).toAbsolutePath();
        }
        Path second = Nextfloww.freshFolder("pipeline-again");
        Nextfloww.Result result = Nextfloww.run(second, "-profile", "test");
        assertEquals(0, result.exit(), result.output());
        return second.resolve("results");
    }

    private static List<Path> metrics(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            assertTrue(found.size() > 5, found.toString());
            return found;
        }
    }

    private static double meanPcc(String model, String kind) {
        Set<String> genes = Table.read(results.resolve("simulated/truth.tsv")).stream()
                .filter(row -> row.get("kind").equals(kind))
                .map(row -> row.get("gene"))
                .collect(Collectors.toSet());
        Predicate<Map<String, String>> wanted =
                row -> row.get("model").equals(model) && genes.contains(row.get("gene"));
        List<Map<String, String>> rows = Table.read(results.resolve("metrics/genes.tsv")).stream()
                .filter(wanted)
                .toList();
        assertTrue(!rows.isEmpty(), "no " + kind + " genes for " + model);
        return rows.stream()
                .mapToDouble(row -> row.get("pcc").isEmpty() ? 0 : Double.parseDouble(row.get("pcc")))
                .average()
                .orElseThrow();
    }

    private static Set<String> sections() {
        return Table.read(results.resolve("metrics/genes.tsv")).stream()
                .map(row -> row.get("section"))
                .collect(Collectors.toSet());
    }

    private static boolean isEmpty(Path file) {
        try {
            return !Files.isRegularFile(file) || Files.size(file) == 0;
        } catch (IOException e) {
            return true;
        }
    }
}
