package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against scikit-learn's StandardScaler, PCA and Ridge. */
class RidgeTest {
    private static final Golden GOLDEN = Golden.read("ridge");
    private static final int FEATURES = 12;

    private final DenseMatrix x;
    private final DenseMatrix y;
    private final DenseMatrix test;

    RidgeTest() {
        Lcg lcg = new Lcg(5);
        x = new DenseMatrix(40, FEATURES, lcg.values(40 * FEATURES, 2, 1));
        float[] noise = lcg.values(40 * 3, 1, 0.5);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (noise[i] + (double) x.get(i / 3, i % 3) * 0.3);
        }
        y = new DenseMatrix(40, 3, noise);
        test = new DenseMatrix(9, FEATURES, lcg.values(9 * FEATURES, 2, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 12})
    void predictionIsThatOfScikitLearn(int components) {
        GOLDEN.assertEqual("pca" + components, predict(x, y, components), 1, 1e-5);
    }

    @Test
    void moreFeaturesThanSpots() {
        int[] first = IntStream.range(0, 8).toArray();

        GOLDEN.assertEqual("wide", predict(x.selectRows(first), y.selectRows(first), Integer.MAX_VALUE), 1, 1e-5);
    }

    @Test
    void constantFeatureAndConstantGeneAreHandled() {
        float[] values = x.values().clone();
        float[] genes = y.values().clone();
        for (int s = 0; s < 40; s++) {
            values[s * FEATURES + 4] = 0.1f;
            genes[s * 3 + 1] = 2.5f;
        }

        float[] predicted =
                predict(new DenseMatrix(40, FEATURES, values), new DenseMatrix(40, 3, genes), Integer.MAX_VALUE);

        assertTrue(IntStream.range(0, predicted.length).allMatch(i -> Float.isFinite(predicted[i])));
        assertEquals(2.5, predicted[1], 1e-6);
    }

    @Test
    void onlyConstantFeaturesPredictTheMean() {
        float[] ones = new float[40 * FEATURES];
        Arrays.fill(ones, 1);

        float[] predicted = predict(new DenseMatrix(40, FEATURES, ones), y, Integer.MAX_VALUE);

        assertEquals(Arrays.stream(y.column(0)).average().orElseThrow(), predicted[0], 1e-5);
    }

    private float[] predict(DenseMatrix features, DenseMatrix genes, int components) {
        Standardisation standardisation = Standardisation.of(features);
        Ridge ridge = Ridge.of(standardisation.apply(features), genes, components);
        return LinearPredictor.of(ridge, 10, FEATURES)
                .predict(standardisation.apply(test), "test")
                .values();
    }
}
