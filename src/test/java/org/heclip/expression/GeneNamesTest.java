package org.heclip.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected values: anndata 0.12, {@code AnnData.var_names_make_unique}. */
class GeneNamesTest {
    @Test
    void laterOnesOfANameAreNumbered() {
        assertEquals(List.of("A", "B", "A-1", "A-2"), GeneNames.makeUnique(List.of("A", "B", "A", "A")));
    }

    @Test
    void aNumberedNameThatIsThereIsPassedOver() {
        assertEquals(List.of("A", "A-2", "A-1", "A-3"), GeneNames.makeUnique(List.of("A", "A", "A-1", "A")));
        assertEquals(List.of("A-1", "A", "A-2", "A-1-1"), GeneNames.makeUnique(List.of("A-1", "A", "A", "A-1")));
    }

    @Test
    void uniqueNamesAreKept() {
        assertEquals(List.of("", "x", "x-1"), GeneNames.makeUnique(List.of("", "x", "x-1")));
    }
}
