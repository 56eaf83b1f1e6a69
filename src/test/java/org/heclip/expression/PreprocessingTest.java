package org.heclip.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.heclip.expression.Preprocessing.Leaks;
import org.heclip.expression.Preprocessing.Section;
import org.heclip.expression.Preprocessing.Steps;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
    private static final GenePanel.Choice PANEL = new GenePanel.Choice(5, 10, HvgFlavour.SEURAT, HvgSections.UNION);
    private static final Steps PLAIN = new Steps(PANEL, false, false, false, 1);
    private static final Steps HARMONY = new Steps(PANEL, true, false, false, 1);
    private static final List<Section> TRAINING = List.of(section(1, 40), section(2, 40));

    @Test
    void honestFitDoesNotChangeWithTheOtherSections() {
        Preprocessing alone = Preprocessing.fit(TRAINING, List.of(), HARMONY, Leaks.NONE);

        assertEquals(alone, Preprocessing.fit(TRAINING, List.of(section(3, 90)), HARMONY, Leaks.NONE));
        assertEquals(List.of(), alone.truth());
    }

    @Test
    void leakOfThePanelChangesNormalisation() {
        Preprocessing honest = Preprocessing.fit(TRAINING, List.of(), PLAIN, Leaks.NONE);
        Preprocessing leaky = Preprocessing.fit(TRAINING, List.of(section(3, 90)), PLAIN, new Leaks(true, false));

        assertNotEquals(honest.targetSum(), leaky.targetSum());
        assertEquals(2, leaky.targets().size());
    }

    @Test
    void leakOfHarmonyChangesTargetsAndCorrectsTheTruth() {
        Preprocessing honest = Preprocessing.fit(TRAINING, List.of(), HARMONY, Leaks.NONE);
        Preprocessing leaky = Preprocessing.fit(TRAINING, List.of(section(3, 90)), HARMONY, new Leaks(false, true));

        assertEquals(honest.panel(), leaky.panel());
        assertNotEquals(honest.targets(), leaky.targets());
        assertEquals(90, leaky.truth().get(0).rows());
    }

    @Test
    void harmonyOfOneSectionIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Preprocessing.fit(TRAINING.subList(0, 1), List.of(), HARMONY, Leaks.NONE));
    }

    private static Section section(long seed, int spots) {
        Random random = new Random(seed);
        int genes = 30;
        DenseMatrix counts = DenseMatrix.zeros(spots, genes);
        float[] xy = new float[2 * spots];
        for (int i = 0; i < counts.values().length; i++) {
            counts.values()[i] = random.nextInt(2 + (int) seed * (1 + i % genes));
        }
        for (int s = 0; s < spots; s++) {
            xy[2 * s] = s % 8;
            xy[2 * s + 1] = s / 8;
        }
        return new Section(
                IntStream.range(0, genes).mapToObj(g -> "g" + g).toList(),
                ExpressionMatrix.of(counts),
                new DenseMatrix(spots, 2, xy));
    }
}
