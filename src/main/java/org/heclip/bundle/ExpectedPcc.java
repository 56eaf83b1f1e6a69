package org.heclip.bundle;

import java.util.List;
import org.heclip.error.InputException;

/**
 * Row of {@code expected.tsv}: how well a gene was predicted in sections that the cross-validation held out.
 *
 * @param expectedPcc mean over sections of the PCC over spots, an undefined one counting as 0; null for a gene that no fold
 *     predicted
 * @param low end of the 95 % interval of that mean; null as above
 * @param high as low
 * @param sections that it is the mean of
 * @param reliable whether the PCC is at least {@link #LEAST_PCC} and its interval lies above 0
 */
public record ExpectedPcc(String gene, Double expectedPcc, Double low, Double high, int sections, boolean reliable) {
    /** Below it a map shows more noise than gene. */
    public static final double LEAST_PCC = 0.2;

    private static final double NORMAL_97_5 = 1.959964;

    /**
     * A gene in one held-out section.
     *
     * @param pcc null when undefined
     * @param low end of its 95 % bootstrap interval over spots; null when undefined
     * @param high as low
     */
    public record Held(Double pcc, Double low, Double high) {}

    /**
     * The standard error of the mean is the larger of two: that of the spread between sections, and that of the spots within
     * them. (The first alone would be accidentally small where there are two or three sections.)
     */
    public static ExpectedPcc of(String gene, List<Held> held) {
        if (held.isEmpty()) {
            return new ExpectedPcc(gene, null, null, null, 0, false);
        }
        int n = held.size();
        double mean = held.stream().mapToDouble(h -> value(h.pcc())).sum() / n;
        double squares = held.stream()
                .mapToDouble(h -> Math.pow(value(h.pcc()) - mean, 2))
                .sum();
        double between = n > 1 ? squares / (n - 1) / n : 0;
        double within = held.stream()
                        .mapToDouble(h -> Math.pow((value(h.high()) - value(h.low())) / 2 / NORMAL_97_5, 2))
                        .sum()
                / n
                / n;
        double reach = NORMAL_97_5 * Math.sqrt(Math.max(between, within));
        double low = Math.max(-1, mean - reach);
        return new ExpectedPcc(gene, mean, low, Math.min(1, mean + reach), n, mean >= LEAST_PCC && low > 0);
    }

    private static double value(Double figure) {
        return figure == null ? 0 : figure;
    }

    /** @throws InputException when a gene of the panel has no row, or the order differs */
    public static void requireSameGenes(String file, List<ExpectedPcc> rows, List<String> panel) {
        List<String> found = rows.stream().map(ExpectedPcc::gene).toList();
        if (!found.equals(panel)) {
            String first = panel.stream()
                    .filter(gene -> !found.contains(gene))
                    .findFirst()
                    .map(gene -> "no gene '" + gene + "'")
                    .orElse("the genes in another order, or more");
            throw new InputException(file, "gene", "found " + first + ", expected the genes of panel.tsv");
        }
    }
}
