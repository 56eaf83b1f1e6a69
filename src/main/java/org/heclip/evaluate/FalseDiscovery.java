package org.heclip.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Adjustment for testing many genes at once. */
final class FalseDiscovery {
    private FalseDiscovery() {}

    /**
     * Adjusted p-values after Benjamini and Hochberg (J R Stat Soc B 1995, 57:289); NaN is left out of the count and stays.
     */
    static double[] benjaminiHochberg(double[] pValues) {
        List<Integer> largestFirst = IntStream.range(0, pValues.length)
                .filter(g -> !Double.isNaN(pValues[g]))
                .boxed()
                .sorted(Comparator.comparingDouble(g -> -pValues[g]))
                .toList();
        double[] adjusted = pValues.clone();
        double smallest = 1;
        int tests = largestFirst.size();
        for (int i = 0; i < tests; i++) {
            int g = largestFirst.get(i);
            smallest = Math.min(smallest, pValues[g] * tests / (tests - i));
            adjusted[g] = smallest;
        }
        return adjusted;
    }
}
