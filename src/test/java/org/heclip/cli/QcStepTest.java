package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.H5ad;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** qc as it is run. */
class QcStepTest {
    private MadeUpSection made;

    @BeforeEach
    void writeSection(@TempDir Path folder) throws IOException {
        made = new MadeUpSection(folder);
    }

    /** Of the made-up section to a.h5ad and a.tsv. */
    private int qc(Object... options) {
        Stream<Object> files =
                Stream.of("--section", made.section(), "--output", made.out("a.h5ad"), "--summary", made.out("a.tsv"));
        return made.run(new Qc(), Stream.concat(files, Stream.of(options)).toArray());
    }

    @Test
    void qcKeepsWhatPassesAndSaysSo() throws IOException {
        int status = qc("--min-counts", 20, "--min-genes", 3, "--min-spots", 10);
        assertEquals(ExitCode.DONE, status, made.errors());
        List<String> summary = Files.readAllLines(made.out("a.tsv"));
        assertEquals(
                "section\tpatient\tpassed\treason\tspots_before\tspots_after\tgenes_before\tgenes_after\tmedian_counts"
                        + "\tmedian_genes",
                summary.get(0));
        AnnData kept = H5ad.read(made.out("a.h5ad"));
        assertEquals(kept.obs().size() + "", summary.get(1).split("\t")[5]);
        assertEquals(List.of("MT-CO1", "A", "B", "C", "D"), kept.var().index());
        assertEquals("2x0", kept.obs().index().get(0), "the first two have 0 and 15 counts");
        assertFalse(kept.obs().index().contains("5x3"), "out of tissue");
        double total = ((Column.Doubles) kept.obs().column("total_counts").orElseThrow()).values()[0];
        assertEquals(2 + 4 + 6 + 8 + 10, total);
        Map<?, ?> heclip = (Map<?, ?>) kept.uns().get("heclip");
        assertEquals(20, ((Number) heclip.get("qc_min_counts")).intValue());
    }

    @Test
    void aFailedSectionLeavesASummaryOnly() throws IOException {
        int status = qc();
        assertEquals(ExitCode.DONE, status, made.errors());
        assertFalse(Files.exists(made.out("a.h5ad")));
        assertTrue(made.errors().contains("section A FAILS quality control"), made.errors());
        assertTrue(Files.readAllLines(made.out("a.tsv")).get(1).contains("\tfalse\t0 of 23 spots"));
    }

    @Test
    void senselessThresholdsAreRefused() {
        made.assertRefused(qc("--max-pct-mt", 101), "max-pct-mt is 101.0");
    }
}
