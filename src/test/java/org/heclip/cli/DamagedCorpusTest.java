package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedCorpusTest {
    private static final long NO_HANG_MILLIS = 10_000;

    @TempDir
    Path dir;

    @Test
    void eachDamagedFileEndsAsBadInputInOneLineSoonAndInASmallHeap() throws IOException, InterruptedException {
        List<String[]> cases = cases();
        assertEquals("0", cases.get(0)[1], "the undamaged file: " + String.join(" ", cases.get(0)));
        assertTrue(cases.size() > 300, cases.size() + " cases");
        assertAll(cases.stream().skip(1).map(each -> () -> {
            String what = String.join(" ", each);
            assertEquals("2", each[1], what);
            assertEquals("1", each[3], what);
            assertTrue(Long.parseLong(each[2]) < NO_HANG_MILLIS, what);
        }));
    }

    private List<String[]> cases() throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        "org.heclip.cli.DamagedCorpus",
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(0, process.exitValue(), output);
        return output.lines()
                .filter(line -> line.startsWith("case\t"))
                .map(line -> line.split("\t", 6))
                .toList();
    }
}
