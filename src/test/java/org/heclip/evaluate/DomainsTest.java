package org.heclip.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heclip.Golden;
import org.heclip.evaluate.PredictedSection.Origin;
import org.heclip.evaluate.PredictedSection.RankedGene;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.PrincipalComponents;
import org.junit.jupiter.api.Test;

class DomainsTest {
    @Test
    void adjustedRandIndexIsThatOfScikitLearn() {
        Map<String, List<String>> table = Golden.table("metrics/ari.tsv");
        double[] expected = Golden.doubles(table.get("ari"));
        for (int i = 0; i < expected.length; i++) {
            int[] a = labels(table.get("a").get(i));
            int[] b = labels(table.get("b").get(i));
            assertEquals(
                    expected[i],
                    Domains.adjustedRandIndex(a, b),
                    1e-12,
                    table.get("name").get(i));
        }
    }

    @Test
    void principalComponentsAreThoseOfScikitLearn() {
        double[][] matrix = columns("metrics/pca.matrix.tsv");
        double[][] expected = columns("metrics/pca.expected.tsv");

        double[][] found = PrincipalComponents.scores(dense(matrix), 5, 3);

        for (int s = 0; s < found.length; s++) {
            for (int c = 0; c < expected.length; c++) {
                assertEquals(expected[c][s], Math.abs(found[s][c]), 1e-9, "spot " + s + ", component " + c);
            }
        }
    }

    @Test
    void domainsThatBothShowAreFoundAgain() {
        PredictedSection section = blocks(0.1);

        assertEquals(1, Domains.of(section, 3, 7).ari());
        assertEquals(Domains.of(section, 3, 7), Domains.of(section, 3, 7));
    }

    @Test
    void constantPredictionHasNoDomains() {
        PredictedSection blocks = blocks(0.1);
        float[] ones = new float[blocks.predicted().values().length];
        Arrays.fill(ones, 0.7f);
        DenseMatrix constant = new DenseMatrix(blocks.spots(), blocks.genes().size(), ones);

        assertEquals(0, Domains.of(with(blocks, constant), 3, 7).ari());
        assertNull(Domains.of(blocks, 200, 7).ari());
    }

    @Test
    void nearestSpotsAreThoseOfTryingAll() {
        Random random = new Random(4);
        for (int n : new int[] {9, 60, 400}) {
            double[] x = random.ints(n, 0, 30).mapToDouble(v -> v * 10.0).toArray();
            double[] line = new double[n];
            for (double[] y : List.of(random.doubles(n).map(v -> 200 * v).toArray(), line)) {
                int[][] found = NearestSpots.of(x, y, 6);
                for (int s = 0; s < n; s++) {
                    assertArrayEquals(tried(x, y, s), found[s], n + " spots, spot " + s);
                }
            }
        }
    }

    private static int[] tried(double[] x, double[] y, int spot) {
        return IntStream.range(0, x.length)
                .filter(s -> s != spot)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        s -> (x[s] - x[spot]) * (x[s] - x[spot]) + (y[s] - y[spot]) * (y[s] - y[spot])))
                .limit(6)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** 150 spots of three domains, each with genes of its own. */
    private static PredictedSection blocks(double noise) {
        Random random = new Random(5);
        DenseMatrix measured = DenseMatrix.zeros(150, 30);
        DenseMatrix predicted = DenseMatrix.zeros(150, 30);
        for (int i = 0; i < measured.values().length; i++) {
            int domain = i / 30 / 50;
            boolean own = i % 30 / 10 == domain;
            measured.values()[i] = (float) ((own ? 2 : 0.5) + noise * random.nextGaussian());
            predicted.values()[i] = (float) ((own ? 1.2 : 0.8) + noise / 4 * random.nextGaussian());
        }
        int[] place = IntStream.range(0, 150).toArray();
        double[] position = IntStream.range(0, 150).asDoubleStream().toArray();
        List<RankedGene> genes =
                Stream.generate(() -> new RankedGene("g", null, 0)).limit(30).toList();
        return new PredictedSection(
                new Origin("ridge", "honest", "F", "S"),
                IntStream.range(0, 150).mapToObj(s -> "spot" + s).toList(),
                genes,
                measured,
                predicted,
                place,
                place,
                position,
                position);
    }

    private static PredictedSection with(PredictedSection section, DenseMatrix predicted) {
        return new PredictedSection(
                section.origin(),
                section.barcodes(),
                section.genes(),
                section.measured(),
                predicted,
                section.arrayRow(),
                section.arrayCol(),
                section.xFullResPx(),
                section.yFullResPx());
    }

    private static int[] labels(String text) {
        return Stream.of(text.split(",")).mapToInt(Integer::parseInt).toArray();
    }

    private static double[][] columns(String file) {
        return new ArrayList<>(Golden.table(file).values())
                .stream().map(Golden::doubles).toArray(double[][]::new);
    }

    private static DenseMatrix dense(double[][] columns) {
        DenseMatrix matrix = DenseMatrix.zeros(columns[0].length, columns.length);
        for (int s = 0; s < matrix.rows(); s++) {
            for (int g = 0; g < matrix.cols(); g++) {
                matrix.values()[s * matrix.cols() + g] = (float) columns[g][s];
            }
        }
        assertTrue(matrix.rows() > matrix.cols());
        return matrix;
    }
}
