package org.heclip.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heclip.config.HtmlJson;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report in a real browser; every name in it is hostile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
    private static final String HOSTILE = "</script><script>document.documentElement.dataset.hostile=1</script>"
            + "\"'><img src=x onerror=\"document.documentElement.dataset.hostile=2\">"
            + "<!--../../\u05e9\u05dc\u05d5\u05dd \u202e\ud83e\uddec ${1+1} {{1}} \\u003cb\\u003e \u2028";

    private Path page;

    @BeforeAll
    void write(@TempDir Path folder) throws IOException {
        page = folder.resolve("report.html");
        Files.writeString(
                page,
                HtmlReport.render(
                        new MadeUpReport(3, 60, 20, List.of("heclip", "ridge", "mean" + HOSTILE), HOSTILE, 50).input(),
                        HtmlJson::of));
    }

    @ParameterizedTest
    @CsvSource({"summary,1,0", "genes,1,3", "sections,4,1", "uncertainty,2,0", "training,2,0", "protocol,1,0"})
    void tabDrawsItsPlotsWithoutErrorRequestOrHostileScript(String tab, int plots, int maps)
            throws IOException, InterruptedException {
        Browser.Visit visit = Browser.open(page, tab);

        assertEquals(List.of(), visit.console());
        assertEquals(List.of(), visit.requests());
        assertFalse(visit.dom().matches("(?s).*<html[^>]*data-hostile.*"), "a name ran as a script");
        assertFalse(visit.dom().contains("<img src=\"x\""), "a name became an image");
        assertEquals(plots, count(visit.dom(), "data-drawn=\"\\d+\"[^>]*><div[^>]*><svg"), "plots drawn");
        assertEquals(maps, count(visit.dom(), "data-painted=\"\\d{2,}\""), "maps painted");
        assertEquals(6, count(visit.dom(), "role=\"tabpanel\" class=\"closed\""), "the other tabs are closed");
        assertTrue(visit.dom().contains("\ud83e\uddec"), "names are shown, not dropped");
    }

    @Test
    void aPageThatAsksAndFailsIsSeenToDoSo(@TempDir Path folder) throws IOException, InterruptedException {
        Path bad = folder.resolve("bad.html");
        Files.writeString(bad, "<img src='http://example.invalid/x.png'><script>nothing.there()</script>");

        Browser.Visit visit = Browser.open(bad, "");

        assertTrue(
                visit.requests().stream().anyMatch(line -> line.contains("example.invalid")),
                visit.requests().toString());
        assertTrue(
                visit.console().stream().anyMatch(line -> line.contains("nothing is not defined")),
                visit.console().toString());
    }

    private static int count(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        int n = 0;
        while (matcher.find()) {
            n++;
        }
        return n;
    }
}
