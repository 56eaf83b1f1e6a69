package org.heclip.expression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.heclip.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoessTest {
    @ParameterizedTest
    @ValueSource(strings = {"smooth", "tied"})
    void sameFitAsDloess(String name) {
        Map<String, List<String>> table = Golden.table("loess/" + name + ".tsv");

        double[] fitted = Loess.fit(Golden.doubles(table.get("x")), Golden.doubles(table.get("y")), 0.3);

        assertArrayEquals(Golden.doubles(table.get("fitted")), fitted, 1e-9);
    }

    @Test
    void fewPointsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Loess.fit(new double[9], new double[9], 0.3));
    }
}
