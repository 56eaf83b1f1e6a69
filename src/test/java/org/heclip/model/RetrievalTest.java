package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;
import org.junit.jupiter.api.Test;

class RetrievalTest {
    private static final Libtorch LIBTORCH = Libtorch.start(2, "cpu");

    @Test
    void averagesTheMostAlikeAndStatesTheirSpread() {
        try (NDManager manager = LIBTORCH.newManager()) {
            DenseMatrix reference = new DenseMatrix(4, 2, new float[] {1, 0, 5, 0.1f, 0, 1, -1, 0});
            DenseMatrix expression = new DenseMatrix(4, 1, new float[] {2, 4, 100, 100});
            int[][] nearest = NearestNeighbours.of(manager, reference, new DenseMatrix(1, 2, new float[] {3, 0}), 2);
            Prediction prediction = Retrieval.average(nearest, Retrieval.equalWeights(nearest), expression);

            assertArrayEquals(new int[] {0, 1}, nearest[0]);
            assertEquals(3, prediction.mean().get(0, 0));
            assertEquals(Math.sqrt(2), prediction.sd().get(0, 0), 1e-6);
            assertEquals(4, NearestNeighbours.of(manager, reference, reference, 50)[0].length);
        }
    }

    /** References on a circle whose expression swings three times around it, with noise: few are noisy, many blur. */
    @Test
    void numberOfNeighboursIsTheBestOnTheValidationPart() {
        Random random = new Random(8);
        Reference reference = new Reference(swing(300, 1.5, random), circle(300));
        DenseMatrix queries = circle(90);
        DenseMatrix measured = swing(90, 0, random);
        RetrievalPredictor auto =
                new RetrievalPredictor(new RetrievalChoice(null, NeighbourWeights.EQUAL), Lookup.IMAGES);
        try (NDManager manager = LIBTORCH.newManager()) {
            Map<String, Tensor> chosen = auto.calibrate(manager, Optional.of(reference), queries, measured);
            int best = RetrievalChoice.chosen(chosen).orElseThrow();

            Map<Integer, Double> pcc = new TreeMap<>();
            for (int topK : RetrievalChoice.CANDIDATES) {
                RetrievalPredictor fixed =
                        new RetrievalPredictor(new RetrievalChoice(topK, NeighbourWeights.EQUAL), Lookup.IMAGES);
                Prediction guess = fixed.predict(manager, Optional.of(reference), queries, Map.of());
                pcc.put(topK, PccPerGene.mean(measured, guess.mean()));
                if (topK == best) {
                    assertEquals(guess, auto.predict(manager, Optional.of(reference), queries, chosen));
                }
            }
            assertTrue(best > 10 && best < 200, pcc.toString());
            assertEquals(pcc.values().stream().max(Double::compare).orElseThrow(), pcc.get(best));
            assertEquals(
                    best,
                    new RetrievalChoice(null, NeighbourWeights.EQUAL)
                            .settled(chosen)
                            .topK());
        }
    }

    private static DenseMatrix circle(int spots) {
        DenseMatrix points = DenseMatrix.zeros(spots, 2);
        for (int s = 0; s < spots; s++) {
            points.values()[2 * s] = (float) Math.cos(2 * Math.PI * s / spots);
            points.values()[2 * s + 1] = (float) Math.sin(2 * Math.PI * s / spots);
        }
        return points;
    }

    private static DenseMatrix swing(int spots, double noise, Random random) {
        DenseMatrix expression = DenseMatrix.zeros(spots, 4);
        for (int i = 0; i < expression.values().length; i++) {
            expression.values()[i] =
                    (float) (Math.sin(6 * Math.PI * (i / 4) / spots + i % 4) + noise * random.nextGaussian());
        }
        return expression;
    }

    @Test
    void weightsMoveTheMeanAndOneNeighbourHasNoSpread() {
        DenseMatrix expression = new DenseMatrix(2, 1, new float[] {0, 8});
        Prediction prediction =
                Retrieval.average(new int[][] {{0, 1}, {1}}, new double[][] {{0.75, 0.25}, {1}}, expression);

        assertEquals(2, prediction.mean().get(0, 0), 1e-6);
        // (0.75 * 4 + 0.25 * 36) / (1 - 0.625)
        assertEquals(Math.sqrt(12 / 0.375), prediction.sd().get(0, 0), 1e-5);
        assertEquals(8, prediction.mean().get(1, 0));
        assertEquals(0, prediction.sd().get(1, 0));
    }

    /** As numpy gives for the formulas of BLEEP's and mclSTExp's published inference. */
    @Test
    void weightsAreThoseOfTheFormulas() {
        int[][] neighbours = {{0, 1, 2}};
        DenseMatrix reference = new DenseMatrix(3, 2, new float[] {1, 0, 0, 1, 2, 2});
        DenseMatrix query = new DenseMatrix(1, 2, new float[] {0.5f, 0});
        double[] squares = {0.25, 1.25, 6.25};
        double[] cityBlocks = {0.5, 1.5, 3.5};

        double softmax = DoubleStream.of(squares).map(d -> Math.exp(-d)).sum();
        double inverse = DoubleStream.of(cityBlocks).map(d -> 1 / (d * d)).sum();
        for (int i = 0; i < 3; i++) {
            assertEquals(1 / 3.0, NeighbourWeights.EQUAL.of(neighbours, reference, query)[0][i], 1e-12);
            assertEquals(
                    Math.exp(-squares[i]) / softmax,
                    NeighbourWeights.SOFTMAX.of(neighbours, reference, query)[0][i],
                    1e-12);
            assertEquals(
                    1 / (cityBlocks[i] * cityBlocks[i]) / inverse,
                    NeighbourWeights.INVERSE_SQUARE.of(neighbours, reference, query)[0][i],
                    1e-12);
        }
    }

    @Test
    void referenceAtTheQueryItselfHasAllTheWeight() {
        DenseMatrix reference = new DenseMatrix(2, 1, new float[] {3, 4});
        double[] weights = NeighbourWeights.INVERSE_SQUARE
                .of(new int[][] {{0, 1}}, reference, new DenseMatrix(1, 1, new float[] {3}))[0];

        assertEquals(1, weights[0], 1e-12);
        assertEquals(0, weights[1], 1e-12);
    }

    @Test
    void unknownWeightsAreNamed() {
        String message = assertThrows(InputException.class, () -> NeighbourWeights.named("best"))
                .getMessage();
        assertTrue(message.contains("--neighbour-weights: value: found 'best'"), message);
    }

    /** More references and queries than fit a block, few distinct values: ties everywhere. */
    @Test
    void blocksGiveWhatSortingGivesAndTiesGoToTheEarlier() {
        int references = 20_001;
        Random random = new Random(3);
        DenseMatrix reference = DenseMatrix.zeros(references, 2);
        for (int s = 0; s < references; s++) {
            double angle = random.nextInt(400) * Math.PI / 200;
            reference.values()[2 * s] = (float) Math.cos(angle);
            reference.values()[2 * s + 1] = (float) Math.sin(angle);
        }
        DenseMatrix queries = DenseMatrix.zeros(1_500, 2);
        for (int q = 0; q < queries.rows(); q++) {
            queries.values()[2 * q + q % 2] = q % 4 < 2 ? 3 : -2;
        }
        try (NDManager manager = LIBTORCH.newManager()) {
            int[][] nearest = NearestNeighbours.of(manager, reference, queries, 70);

            for (int q : new int[] {0, 1, 2, 3, 1_498, 1_499}) {
                int sign = q % 4 < 2 ? 1 : -1;
                int[] sorted = IntStream.range(0, references)
                        .boxed()
                        .sorted(Comparator.comparingDouble(s -> -sign * reference.get(s, q % 2)))
                        .limit(70)
                        .mapToInt(Integer::intValue)
                        .toArray();
                assertArrayEquals(sorted, nearest[q], "query " + q);
            }
        }
    }

    @Test
    void keepsTheLargestOfAStream() {
        Random random = new Random(5);
        float[] values = new float[1_000];
        TopK best = new TopK(40);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(60);
            best.offer(values[i], i);
        }
        int[] sorted = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Float.compare(values[b], values[a]))
                .limit(40)
                .mapToInt(Integer::intValue)
                .toArray();

        assertArrayEquals(sorted, best.places());
    }
}
