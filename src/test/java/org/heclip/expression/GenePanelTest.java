package org.heclip.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GenePanelTest {
    private static final List<String> NAMES =
            IntStream.range(0, 60).mapToObj(g -> "g" + g).toList();

    @Test
    void genesAreTheSharedOnesInTheFirstSectionsOrder() {
        ExpressionMatrix first = ExpressionMatrix.of(new DenseMatrix(2, 3, new float[] {1, 2, 3, 3, 1, 5}));
        ExpressionMatrix second = ExpressionMatrix.of(new DenseMatrix(2, 3, new float[] {1, 2, 9, 4, 2, 9}));

        GenePanel panel = fit(List.of(List.of("c", "b", "a"), List.of("a", "c", "x")), List.of(first, second), 0, 10);

        assertEquals(List.of("c", "a"), panel.names());
        // c: (1 + 3 + 2 + 2) / 4, a: (3 + 5 + 1 + 4) / 4
        assertEquals(2, panel.genes().get(0).meanLogExpression());
        assertEquals(1, panel.genes().get(0).hegRank());
        assertEquals(3.25, panel.genes().get(1).meanLogExpression());
        assertEquals(0, panel.genes().get(1).hegRank());
    }

    @Test
    void panelIsTheUnionOfVariableAndHighGenes() {
        ExpressionMatrix one = random(1);
        ExpressionMatrix two = random(2);

        GenePanel panel = fit(List.of(NAMES, NAMES), List.of(one, two), 10, 15);

        boolean[] inOne =
                HighlyVariableGenes.of(one, one, HvgFlavour.SEURAT, 10).chosen();
        boolean[] inTwo =
                HighlyVariableGenes.of(two, two, HvgFlavour.SEURAT, 10).chosen();
        for (int g = 0; g < NAMES.size(); g++) {
            String name = NAMES.get(g);
            boolean variable = inOne[g] || inTwo[g];
            panel.genes().stream()
                    .filter(gene -> gene.name().equals(name))
                    .findFirst()
                    .ifPresentOrElse(
                            gene -> {
                                assertEquals(variable, gene.hvg());
                                assertTrue(variable || gene.hegRank() < 15);
                            },
                            () -> assertTrue(!variable, name + " is missing"));
        }
        assertEquals(
                15, panel.genes().stream().filter(gene -> gene.hegRank() < 15).count());
    }

    @Test
    void geneVariableInBothSectionsRanksBeforeGeneVariableInOne() {
        ExpressionMatrix one = random(1);
        ExpressionMatrix two = random(2);
        boolean[] inOne =
                HighlyVariableGenes.of(one, one, HvgFlavour.SEURAT, 10).chosen();
        boolean[] inTwo =
                HighlyVariableGenes.of(two, two, HvgFlavour.SEURAT, 10).chosen();
        long both = IntStream.range(0, 60).filter(g -> inOne[g] && inTwo[g]).count();

        List<GenePanel.Gene> byRank = fit(List.of(NAMES, NAMES), List.of(one, two), 10, 0).genes().stream()
                .sorted(Comparator.comparing(GenePanel.Gene::hvgRank))
                .toList();

        assertTrue(both > 0 && both < byRank.size());
        for (int rank = 0; rank < byRank.size(); rank++) {
            int g = NAMES.indexOf(byRank.get(rank).name());
            assertEquals(rank, byRank.get(rank).hvgRank());
            assertEquals(rank < both, inOne[g] && inTwo[g]);
        }
    }

    @Test
    void rankedPanelHasAsManyVariableGenesAsAsked() {
        List<ExpressionMatrix> sections = List.of(random(1), random(2));

        GenePanel panel = GenePanel.fit(
                List.of(NAMES, NAMES),
                sections,
                sections,
                new GenePanel.Choice(10, 0, HvgFlavour.CELL_RANGER, HvgSections.RANKED));

        int[] best = BatchedVariableGenes.choose(NAMES, sections, sections, HvgFlavour.CELL_RANGER, 10);
        assertEquals(10, panel.genes().size());
        for (GenePanel.Gene gene : panel.genes()) {
            assertEquals(gene.name(), NAMES.get(best[gene.hvgRank()]));
        }
    }

    @Test
    void geneThatIsOnlyHighHasNoVariableRank() {
        GenePanel panel = fit(List.of(NAMES), List.of(random(3)), 0, 5);

        assertEquals(5, panel.genes().size());
        panel.genes().forEach(gene -> assertNull(gene.hvgRank()));
    }

    @Test
    void sectionsWithoutSharedGenesAreRefused() {
        ExpressionMatrix one = ExpressionMatrix.of(DenseMatrix.zeros(1, 1));

        assertThrows(
                IllegalArgumentException.class,
                () -> fit(List.of(List.of("a"), List.of("b")), List.of(one, one), 1, 1));
    }

    private static GenePanel fit(List<List<String>> names, List<ExpressionMatrix> sections, int nHvg, int nHeg) {
        return GenePanel.fit(
                names, sections, sections, new GenePanel.Choice(nHvg, nHeg, HvgFlavour.SEURAT, HvgSections.UNION));
    }

    private static ExpressionMatrix random(long seed) {
        Random random = new Random(seed);
        float[] values = new float[40 * 60];
        for (int i = 0; i < values.length; i++) {
            // later genes are higher; the first twenty vary the more the lower their number
            int g = i % 60;
            values[i] = (float) Math.max(0, g / 20.0 + random.nextGaussian() * (g < 20 ? 2 - g / 12.0 : 0.3));
        }
        return ExpressionMatrix.of(new DenseMatrix(40, 60, values));
    }
}
