package org.heclip.h5ad;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.heclip.expression.ExpressionMatrix;

/** Counts of single probes, made counts of genes. */
final class TenxProbes {
    private TenxProbes() {}

    /**
     * Sums over the probes of each gene; genes are in the order of their first probe.
     *
     * @param probes var has {@code gene_ids}, X is sparse
     * @param chosen probes that measure expression
     * @param used whether Space Ranger counts a probe; a gene of none has only zeros
     */
    static AnnData genes(AnnData probes, int[] chosen, boolean[] used) {
        Column ids = probes.var().column("gene_ids").orElseThrow();
        Map<String, Integer> geneOf = new LinkedHashMap<>();
        int[] gene = new int[probes.var().size()];
        Arrays.fill(gene, -1);
        int[] first = Arrays.stream(chosen)
                .filter(p -> !geneOf.containsKey(ids.text(p)) && geneOf.put(ids.text(p), geneOf.size()) == null)
                .toArray();
        for (int p : chosen) {
            gene[p] = used[p] ? geneOf.get(ids.text(p)) : -1;
        }
        ExpressionMatrix counts = sum((ExpressionMatrix) probes.x().orElseThrow(), gene, first.length);
        return AnnData.of(counts, probes.obs(), probes.var().select(first));
    }

    /** @param gene of each column, -1 for none */
    private static ExpressionMatrix sum(ExpressionMatrix probes, int[] gene, int genes) {
        int[] starts = new int[probes.rows() + 1];
        int[] columns = new int[probes.stored()];
        float[] values = new float[probes.stored()];
        float[] row = new float[genes];
        int next = 0;
        for (int s = 0; s < probes.rows(); s++) {
            Arrays.fill(row, 0);
            for (int i = probes.starts()[s]; i < probes.starts()[s + 1]; i++) {
                int g = gene[probes.genes()[i]];
                if (g >= 0) {
                    row[g] += probes.values()[i];
                }
            }
            for (int g : IntStream.range(0, genes).filter(c -> row[c] != 0).toArray()) {
                columns[next] = g;
                values[next++] = row[g];
            }
            starts[s + 1] = next;
        }
        return new ExpressionMatrix(
                probes.rows(), genes, starts, Arrays.copyOf(columns, next), Arrays.copyOf(values, next));
    }
}
