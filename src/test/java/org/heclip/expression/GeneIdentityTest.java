package org.heclip.expression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import org.heclip.expression.GeneIdentity.Genes;
import org.junit.jupiter.api.Test;

class GeneIdentityTest {
    private static Genes genes(List<String> names, String... ids) {
        return new Genes(names, ids.length == 0 ? Optional.empty() : Optional.of(List.of(ids)));
    }

    @Test
    void aRenamedGeneIsTheSameGene() {
        GeneIdentity joined = GeneIdentity.join(List.of(
                genes(List.of("SEPT2", "A", "B"), "ENSG1", "ENSG2", "ENSG3"),
                genes(List.of("B", "SEPTIN2", "NEW"), "ENSG3.7", "ENSG1.2", "ENSG9")));
        assertEquals(List.of("B", "SEPT2", "NEW"), joined.names().get(1));
        assertEquals(2, joined.shared());
        assertEquals("2 genes shared by 2 section(s) of 3, joined by gene id", joined.summary());
    }

    @Test
    void twoGenesOfOneSymbolStayApart() {
        GeneIdentity joined = GeneIdentity.join(List.of(
                genes(List.of("TBCE", "A"), "ENSG1", "ENSG2"),
                genes(List.of("TBCE", "A", "TBCE-1"), "ENSG7", "ENSG2", "ENSG1")));
        assertEquals(List.of("TBCE (ENSG7)", "A", "TBCE"), joined.names().get(1));
        assertEquals(2, joined.shared());
    }

    @Test
    void namesDecideWhereASectionHasNoIdsOrTheyRepeat() {
        Genes named = genes(List.of("A", "B"));
        Genes repeated = genes(List.of("B", "C"), "E1", "E1");
        GeneIdentity joined = GeneIdentity.join(List.of(genes(List.of("A", "B"), "E1", "E2"), named, repeated));
        assertFalse(joined.byId());
        assertEquals(List.of("B", "C"), joined.names().get(2));
        assertEquals(1, joined.shared());
    }

    @Test
    void aPanelIsFoundById() {
        Genes section = genes(List.of("X", "SEPTIN2", "A"), "E3", "ENSG1.4", "E2");
        assertArrayEquals(
                new int[] {1, -1, 0},
                GeneIdentity.indices(section, genes(List.of("SEPT2", "A", "Y"), "ENSG1", "E8", "E3")));
        assertArrayEquals(new int[] {-1, 2}, GeneIdentity.indices(section, genes(List.of("SEPT2", "A"))));
    }
}
