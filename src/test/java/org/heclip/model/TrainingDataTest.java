package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.junit.jupiter.api.Test;

class TrainingDataTest {
    @Test
    void validationSectionsAreLeftOutOfTheInnerFitOnly() {
        TrainingData data =
                TrainingData.of(List.of(section("A"), section("B")), Set.of("B"), new int[] {0}, new int[] {0});

        assertEquals(List.of("A"), names(data.divisions().get(0).inner()));
        assertEquals(List.of("B"), names(data.divisions().get(0).held()));
        assertEquals(List.of("A", "B"), names(data.all()));
    }

    @Test
    void singleSectionIsValidatedOnASpatialBlock() {
        TrainingData data = TrainingData.of(List.of(section("A")), Set.of(), new int[] {0}, new int[] {0});

        double lastInner = Arrays.stream(
                        data.divisions().get(0).inner().get(0).spatial().column(1))
                .max()
                .orElseThrow();
        double firstHeld = Arrays.stream(
                        data.divisions().get(0).held().get(0).spatial().column(1))
                .min()
                .orElseThrow();
        assertTrue(lastInner < firstHeld, lastInner + " and " + firstHeld);
        assertEquals(6, data.divisions().get(0).inner().get(0).input().spots());
        assertEquals(2, data.divisions().get(0).held().get(0).input().spots());
        assertEquals(8, data.all().get(0).input().spots());
    }

    @Test
    void nothingToLearnFromOrToValidateOnIsRefused() {
        List<TrainingSection> sections = List.of(section("A"), section("B"));

        assertThrows(InputException.class, () -> TrainingData.of(sections, Set.of(), new int[] {0}, new int[] {0}));
        assertThrows(InputException.class, () -> TrainingData.of(sections, Set.of("C"), new int[] {0}, new int[] {0}));
    }

    @Test
    void allSectionsAsValidationTakeTurns() {
        TrainingData data =
                TrainingData.of(List.of(section("A"), section("B")), Set.of("A", "B"), new int[] {0}, new int[] {0});

        assertEquals(2, data.divisions().size());
        assertEquals(List.of("B"), names(data.divisions().get(0).inner()));
        assertEquals(List.of("A"), names(data.divisions().get(0).held()));
    }

    @Test
    void fourInFiveValidationSpotsHaveATwinAndTheFinalFitHasNone() {
        TrainingData data =
                TrainingData.withTwins(List.of(section("A"), section("B")), new int[] {0}, new int[] {0}, 1);

        int inner = data.divisions().get(0).inner().stream()
                .mapToInt(s -> s.input().spots())
                .sum();
        int held = data.divisions().get(0).held().stream()
                .mapToInt(s -> s.input().spots())
                .sum();
        assertEquals(32, inner + held);
        assertEquals(6, held);
        assertEquals(16, data.all().stream().mapToInt(s -> s.input().spots()).sum());
    }

    @Test
    void shuffledBatchesHoldEachSpotOnceAndDropALoneOne() {
        List<int[]> batches = Batches.shuffled(9, 4, new RandomTensors(1).generator("order"));

        assertEquals(2, batches.size());
        int[] seen = batches.stream()
                .flatMapToInt(Arrays::stream)
                .sorted()
                .distinct()
                .toArray();
        assertEquals(8, seen.length);
        int[] all = Batches.inOrder(9, 4).stream().flatMapToInt(Arrays::stream).toArray();
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8}, all);
    }

    @Test
    void theEightOrientationsAreDifferentAndKeepEveryPixel() {
        Set<String> seen = new HashSet<>();
        for (boolean flip : new boolean[] {false, true}) {
            for (int turns = 0; turns < 4; turns++) {
                TileBatch.Orientation orientation = new TileBatch.Orientation(flip, turns);
                int[] sources = new int[9];
                for (int i = 0; i < 9; i++) {
                    sources[i] = orientation.source(i / 3, i % 3, 3);
                }
                assertEquals(9, Arrays.stream(sources).distinct().count());
                seen.add(Arrays.toString(sources));
            }
        }
        assertEquals(8, seen.size());
    }

    private static List<String> names(List<TrainingSection> sections) {
        return sections.stream().map(s -> s.input().section()).toList();
    }

    /** Eight spots in two columns: longer from top to bottom. */
    private static TrainingSection section(String name) {
        float[] spatial = new float[16];
        for (int s = 0; s < 8; s++) {
            spatial[2 * s] = s % 2;
            spatial[2 * s + 1] = s / 2 * 10;
        }
        SectionImages input = new SectionImages(name, 8, Optional.empty(), Optional.empty(), Optional.empty());
        return new TrainingSection(
                input,
                DenseMatrix.zeros(8, 1),
                new DenseMatrix(8, 2, spatial),
                DenseMatrix.zeros(8, 2),
                new double[8],
                "");
    }
}
