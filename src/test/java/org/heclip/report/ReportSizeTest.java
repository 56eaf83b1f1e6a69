package org.heclip.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.heclip.config.HtmlJson;
import org.heclip.report.ReportInput.Positions;
import org.junit.jupiter.api.Test;

class ReportSizeTest {
    private static final int LIMIT = 25_000_000;

    @Test
    void fiftySectionsAndEightModelsFitIntoTwentyFiveMegabytes() {
        int bytes = rendered(50, 4992, 60, 8).getBytes(StandardCharsets.UTF_8).length;

        assertTrue(bytes > LIMIT / 5, bytes + " bytes: thinned more than needed");
    }

    @Test
    void aThousandSectionsAreNoLargerAndThePageSaysWhatIsLeftOut() {
        String html = rendered(1000, 600, 20, 4);

        assertTrue(html.contains("50 of 1000 sections have a page"), "pages");
        assertTrue(html.contains("The first 2000 of 4000 rows; all are in <code>metrics/summary.tsv</code>"), "table");
        assertTrue(html.contains("further ones are not listed"), "alerts");
        assertEquals(50, html.split("<article class=\"sheet\"", -1).length - 1);
    }

    @Test
    void manySpotsAreThinnedEvenly() {
        int side = 300;
        double[] x = IntStream.range(0, side * side).mapToDouble(s -> s % side).toArray();
        double[] y = IntStream.range(0, side * side).mapToDouble(s -> s / side).toArray();

        int[] drawn = SpotSample.of(new Positions(x, y, 1));

        assertTrue(drawn.length > SpotSample.MOST / 2 && drawn.length <= SpotSample.MOST, drawn.length + " spots");
        long left = Arrays.stream(drawn).filter(s -> s % side < side / 2).count();
        assertEquals(0.5, left / (double) drawn.length, 0.03);
        assertEquals(side * side / 100, SpotSample.of(part(x, y)).length, "few spots are all drawn");
    }

    /** A report that is not too large. */
    private static String rendered(int sections, int spots, int genes, int models) {
        List<String> names =
                IntStream.range(0, models).mapToObj(m -> "model" + m).toList();
        String html = HtmlReport.render(new MadeUpReport(sections, spots, genes, names, "", 50).input(), HtmlJson::of);
        int bytes = html.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < LIMIT, bytes + " bytes");
        return html;
    }

    private static Positions part(double[] x, double[] y) {
        int n = x.length / 100;
        return new Positions(Arrays.copyOf(x, n), Arrays.copyOf(y, n), 1);
    }
}
