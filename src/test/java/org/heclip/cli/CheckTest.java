package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
    @TempDir
    Path dir;

    private int check(String text, StringWriter errors) throws IOException {
        String[] args = {
            "--samplesheet", Files.writeString(dir.resolve("sheet.csv"), text).toString(),
            "--schema", "assets/samplesheet.schema.json",
            "--output", dir.resolve("rows.tsv").toString()
        };
        return Main.execute(new Check(), args, new PrintWriter(errors, true));
    }

    @Test
    void rowsComeOutUnquotedInFixedColumns() throws IOException {
        StringWriter errors = new StringWriter();
        int exit = check("mpp,image,patient,section,spaceranger\n0.50,\"a, #1 'x'.tif\",P.1,A,../outs\n", errors);
        assertEquals("", errors.toString());
        assertEquals(0, exit);
        assertEquals(
                List.of(
                        "section\tpatient\tspaceranger\tcounts\tpositions\timage\tscalefactors\th5ad\tmpp",
                        "A\tP.1\t../outs\t\t\ta, #1 'x'.tif\t\t\t0.50"),
                Files.readAllLines(dir.resolve("rows.tsv")));
    }

    @Test
    void everyProblemIsALineAndNothingIsWritten() throws IOException {
        StringWriter errors = new StringWriter();
        assertEquals(2, check("section,patient,h5ad\nA,P,\nA,P,x.h5ad\n!,P,y.h5ad\n", errors));
        List<String> lines = errors.toString().lines().toList();
        assertEquals(3, lines.size(), errors::toString);
        assertTrue(lines.stream().allMatch(l -> l.startsWith("error: " + dir.resolve("sheet.csv") + ": row ")));
        assertFalse(Files.exists(dir.resolve("rows.tsv")));
    }
}
