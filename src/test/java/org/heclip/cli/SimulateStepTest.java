package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** simulate as it is run. */
class SimulateStepTest {
    private MadeUpSection made;

    @BeforeEach
    void writeSection(@TempDir Path folder) throws IOException {
        made = new MadeUpSection(folder);
    }

    @Test
    void simulateRefusesSenselessSizes() {
        made.assertRefused(made.run(new Simulate(), "--output", made.out(""), "--patients", 0), "patients is 0");
    }

    @Test
    void simulateWritesItsTruth() throws IOException {
        assertEquals(
                ExitCode.DONE,
                made.run(
                        new Simulate(),
                        "--output",
                        made.out(""),
                        "--patients",
                        1,
                        "--sections",
                        1,
                        "--spots-per-side",
                        6));
        List<String> truth = Files.readAllLines(made.out("truth.tsv"));
        assertEquals("gene\tkind\tfeature", truth.get(0));
        assertEquals("MKI67\tplanted\tnuclei", truth.get(1));
        assertEquals("MT-ND1\tnull\t", truth.get(61));
        assertTrue(Files.exists(made.out("P1S1/outs/spatial/scalefactors_json.json")));
    }
}
