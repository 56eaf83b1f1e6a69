package org.heclip.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heclip.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesheetTest {
    private static final Path SCHEMA = Path.of("assets/samplesheet.schema.json");
    private static final String HEADER = "section,patient,spaceranger,counts,positions,image,scalefactors,h5ad,mpp\n";

    @TempDir
    Path dir;

    private List<SamplesheetRow> read(String text) throws IOException {
        return Samplesheet.read(Files.writeString(dir.resolve("sheet.csv"), text), SCHEMA);
    }

    private List<String> problems(String text) {
        return assertThrows(InputException.class, () -> read(text))
                .getMessage()
                .lines()
                .map(line -> line.replace(dir.resolve("sheet.csv") + ": ", ""))
                .toList();
    }

    private void assertOneProblem(String text, String expected) {
        List<String> problems = problems(text);
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains(expected), problems::toString);
    }

    @Test
    void everyKindOfInputIsRead() throws IOException {
        List<SamplesheetRow> rows = read(HEADER
                + "A,P1,outs,,,,,,\n"
                + "B,P1,s3://bucket/outs,,,https://host/b.tif,,,0.5\n"
                + "C,P-2,,c.tsv.gz,/abs/p.tsv,\"i,1.jpg\",s.json,,\n"
                + "D,Mueller_1,,,,,,../x.h5ad,1e0\n");
        assertEquals(new SamplesheetRow("A", "P1", "outs", null, null, null, null, null, null), rows.get(0));
        assertEquals(
                new SamplesheetRow("C", "P-2", null, "c.tsv.gz", "/abs/p.tsv", "i,1.jpg", "s.json", null, null),
                rows.get(2));
        assertEquals("1e0", rows.get(3).mpp());
    }

    @Test
    void spreadsheetExportsAreRead() throws IOException {
        String excel = "\uFEFF\"patient\",\"section\",\"h5ad\"\r\n\r\n\"P\",\"A\",\"a.h5ad\"\r\n,,\r\n";
        assertEquals(List.of(new SamplesheetRow("A", "P", null, null, null, null, null, "a.h5ad", null)), read(excel));
    }

    @Test
    void allProblemsOfAllRowsAreToldAtOnceInTheirOrder() {
        List<String> problems = problems(HEADER
                + "A,P1,outs,,,,,,0.5\n\n"
                + "a,P2,,c.tsv,,i.jpg,,,7e9\n"
                + "B b,,,x,y,z,,,\n"
                + "C,P1\n"
                + "D,P1,,,,,,,abc\n");
        assertEquals(8, problems.size(), problems::toString);
        assertEquals(
                List.of("row 4", "row 4", "row 4", "row 5", "row 5", "row 6", "row 7", "row 7"),
                problems.stream().map(p -> p.substring(0, 5)).toList());
        assertTrue(problems.contains(
                "row 4, column mpp: found '7e9', expected a number of um per pixel from 0.01 to 100"));
        assertTrue(problems.stream()
                .anyMatch(p -> p.startsWith("row 4, input columns: found counts, image, expected exactly")));
        assertTrue(problems.stream()
                .anyMatch(p -> p.startsWith("row 4, column section: found 'a', the section of row 2")));
        assertTrue(problems.stream().anyMatch(p -> p.startsWith("row 5, column section: found 'B b'")));
        assertTrue(problems.stream().anyMatch(p -> p.startsWith("row 5, column patient: found nothing")));
        assertTrue(problems.contains("row 6: found 2 fields, expected 9 as in the header"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A,P,outs,c,,,,,",
                "A,P,outs,,,,,x.h5ad,",
                "A,P,,c,p,,,,",
                "A,P,,,p,i,,,",
                "A,P,,,,i,,,",
                "A,P,outs,,,,s.json,,",
                "A,P,,,,,s.json,x.h5ad,",
                "A,P,,c,p,i,,x.h5ad,",
                "A,P,,,,,,,"
            })
    void otherMixesOfInputsAreRefused(String row) {
        assertOneProblem(HEADER + row + "\n", "row 2, input columns: found ");
    }

    @ParameterizedTest
    @CsvSource({
        "section, .hidden",
        "section, a/b",
        "section, -x",
        "section, ' A'",
        "patient, ' P'",
        "patient, 'P\t1'",
        "patient, P 1",
        "patient, Müller",
        "patient, ../P",
        "h5ad, ' x.h5ad'",
        "h5ad, 'x\ny.h5ad'",
        "h5ad, 'x\"y.h5ad'",
        "mpp, 0",
        "mpp, 0.009",
        "mpp, 101",
        "mpp, -1",
        "mpp, NaN",
        "mpp, 0x1",
        "mpp, '0,5'",
        "mpp, 1e999",
    })
    void fieldsThatDoNotFitAreRefused(String column, String value) {
        String row =
                switch (column) {
                    case "section" -> quoted(value) + ",P,x.h5ad,";
                    case "patient" -> "A," + quoted(value) + ",x.h5ad,";
                    case "h5ad" -> "A,P," + quoted(value) + ",";
                    default -> "A,P,x.h5ad," + quoted(value);
                };
        List<String> problems = problems("section,patient,h5ad,mpp\n" + row + "\n");
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("row 2, column " + column + ": found '"), problems::toString);
    }

    private static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }

    @Test
    void oneMeasurementUnderTwoNamesIsRefused() throws IOException {
        assertOneProblem(
                "section,patient,h5ad\nA,P,x.h5ad\nB,Q,x.h5ad\n",
                "row 3, column h5ad: found 'x.h5ad', the h5ad of row 2, expected each measurement once");
        String counts = "section,patient,counts,positions,image\nA,P,c.tsv,p.tsv,i.tif\n";
        assertOneProblem(counts + "B,P,c.tsv,q.tsv,i.tif\n", "row 3, column counts");
        assertEquals(2, read(counts + "B,P,d.tsv,q.tsv,i.tif\n").size());
    }

    @Test
    void headersAreChecked() {
        assertEquals(
                List.of(
                        "row 1, column 'sample': found an unknown column, expected some of"
                                + " section,patient,spaceranger,counts,positions,image,scalefactors,h5ad,mpp",
                        "row 1, column 'h5ad': found twice, expected once",
                        "row 1, column 'section': found no such column, expected it in the header"),
                problems("sample,patient,h5ad,h5ad\n"));
        assertOneProblem("section;patient;h5ad\nA;P;x.h5ad\n", "found fields separated by semicolons, expected commas");
        assertOneProblem("section\tpatient\n", "found fields separated by tabs");
    }

    @Test
    void unknownColumnsAreToldWithTheProblemsOfTheRows() {
        assertEquals(
                List.of("row 1, column 'sample'", "row 1, column 'site'", "row 3, column patient"),
                problems("section,patient,h5ad,sample,site\nA,P,a.h5ad,1,2\nB,,b.h5ad,1,2\n").stream()
                        .map(problem -> problem.substring(0, problem.indexOf(':')))
                        .toList());
    }

    @Test
    void sheetsWithoutRowsAreRefused() {
        assertOneProblem("", "found no text");
        assertOneProblem("\n\n", "found no text");
        assertOneProblem(HEADER, "rows: found none, expected at least one section");
    }

    @Test
    void otherEncodingsAreRefused() throws IOException {
        Path file = dir.resolve("latin.csv");
        Files.write(file, "section,patient,h5ad\nA,M\u00fcller,x.h5ad\n".getBytes(StandardCharsets.ISO_8859_1));
        String message = assertThrows(InputException.class, () -> Samplesheet.read(file, SCHEMA))
                .getMessage();
        assertTrue(message.contains("expected UTF-8"), message);
    }

    @Test
    void aMissingSheetOrSchemaIsNamed() {
        Path none = dir.resolve("none.csv");
        assertTrue(assertThrows(InputException.class, () -> Samplesheet.read(none, SCHEMA))
                .getMessage()
                .startsWith(none.toString()));
        assertThrows(InputException.class, () -> Samplesheet.read(Path.of("assets/her2st.csv"), none));
        assertThrows(InputException.class, () -> Samplesheet.read(Path.of("assets/her2st.csv"), Path.of("pom.xml")));
    }

    @Test
    void theSheetOfTheReadmePasses() {
        List<SamplesheetRow> rows = Samplesheet.read(Path.of("assets/her2st.csv"), SCHEMA);
        assertEquals(
                List.of("C2", "C3", "C4", "C5"),
                rows.stream().map(SamplesheetRow::section).toList());
        assertEquals(
                List.of("C"),
                rows.stream().map(SamplesheetRow::patient).distinct().toList());
    }
}
