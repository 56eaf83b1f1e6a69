package org.heclip.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heclip.config.HtmlJson;
import org.heclip.h5ad.PythonOracle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MultiQcTest {
    @Test
    void multiqcFindsEverySection(@TempDir Path folder) throws IOException, InterruptedException {
        Path results = Files.createDirectories(folder.resolve("results/multiqc"));
        ReportInput input = new MadeUpReport(3, 60, 20, List.of("heclip", "ridge", "mean"), "", 50).input();
        for (MultiQc.CustomContent content : MultiQc.of(input)) {
            Files.writeString(results.resolve(content.file()), HtmlJson.of(content.content()));
        }

        String found = PythonOracle.run("check_multiqc.py", folder.resolve("results"), folder.resolve("out"));

        assertEquals(
                "heclip_models: heclip mean ridge\nheclip_qc: S0 S1 S2\nheclip_reliability: heclip mean ridge\n"
                        + "heclip_sections: S0 S1 S2\n",
                found);
        assertTrue(Files.readString(folder.resolve("out/multiqc_report.html")).contains("heclip_models"));
    }
}
