package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ChoicesTest {
    @ParameterizedTest
    @CsvSource({
        "--split, 'auto, leave_one_patient_out, leave_one_section_out, k_fold, spatial_blocks, file'",
        "--validation, 'last, rotate'"
    })
    void unknownWordIsToldTheOnesToType(String option, String words) {
        StringWriter err = new StringWriter();
        int exit = Main.execute(
                new Split(),
                new String[] {"--output", "o", "--summaries", "s", option, "Dream"},
                new PrintWriter(err, true));
        assertEquals(2, exit);
        assertEquals(
                "error: split: Invalid value for option '" + option + "': found 'Dream', expected one of " + words
                        + " (see --help)",
                err.toString().strip());
    }

    /** Not one more file of the option before it. */
    @Test
    void mistypedOptionAfterAListIsNamed() {
        StringWriter err = new StringWriter();
        int exit = Main.execute(
                new Summarise(),
                new String[] {"--evaluations", "one", "two", "--audits", "a.tsv", "--output", "o"},
                new PrintWriter(err, true));
        assertEquals(2, exit);
        assertTrue(err.toString().startsWith("error: summarise: Unknown option"), err.toString());
        assertTrue(err.toString().contains("'--audits'"), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    @Test
    void anyCaseIsTaken() {
        StringWriter err = new StringWriter();
        Main.execute(
                new Split(),
                new String[] {"--output", "o", "--summaries", "no-such-file", "--split", "K_Fold"},
                new PrintWriter(err, true));
        assertTrue(err.toString().startsWith("error: no-such-file: "), err.toString());
    }

    @ParameterizedTest
    @CsvSource({"auto", "last"})
    void defaultsAreShownAsTyped(String word) {
        String help = new CommandLine(new Split()).getUsageMessage();
        assertTrue(help.contains("Default: " + word), help);
    }
}
