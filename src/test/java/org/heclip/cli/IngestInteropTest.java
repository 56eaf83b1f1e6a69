package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heclip.h5ad.PythonOracle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sections of small real inputs, opened by anndata and compared with pandas and scanpy. */
class IngestInteropTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/ingest");

    @TempDir
    Path dir;

    @Test
    void legacySectionIsWhatPandasReads() throws IOException, InterruptedException {
        TinySection section = new TinySection(dir);
        Path counts = GOLDEN.resolve("legacy_counts.tsv.gz");
        Path positions = GOLDEN.resolve("legacy_selection.tsv");
        assertEquals(
                new TinySection.Outcome(0, ""),
                section.ingest(List.of(
                        "--counts", counts + "", "--positions", positions + "", "--image", section.image + "")));
        assertTrue(PythonOracle.run("check_section.py", Path.of("legacy"), counts, positions, section.output)
                .contains("same (19, 60)"));
    }

    @Test
    void spaceRangerSectionIsWhatScanpyReads() throws IOException, InterruptedException {
        TinySection section = new TinySection(dir);
        Path outs = GOLDEN.resolve("outs");
        assertEquals(
                new TinySection.Outcome(0, ""),
                section.ingest(List.of("--spaceranger", outs + "", "--image", section.image + "")));
        assertTrue(PythonOracle.run(
                        "check_section.py",
                        Path.of("visium"),
                        outs.resolve("raw_feature_bc_matrix"),
                        outs.resolve("spatial/tissue_positions_list.csv"),
                        section.output)
                .contains("same (50, 50)"));
        assertTrue(Files.exists(section.checksums));
    }
}
