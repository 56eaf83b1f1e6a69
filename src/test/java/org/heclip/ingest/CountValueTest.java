package org.heclip.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountValueTest {
    @ParameterizedTest
    @CsvSource({"0,0", "7,7", "0012,12", "3.0,3", "1.2e1,12", "16777216,16777216", "9999999,9999999", "+4,4"})
    void wholeNumbersAreCounts(String text, int count) {
        assertEquals(count, CountValue.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "0.5",
                "1e",
                "NaN",
                "inf",
                "0x10",
                "3d",
                "1e400",
                "16777217",
                "99999999999",
                "1,000",
                "١",
                "--1",
                "1 "
            })
    void nothingElseIsACount(String text) {
        assertEquals(-1, CountValue.parse(text));
    }
}
