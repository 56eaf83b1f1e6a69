package org.heclip.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heclip.evaluate.PredictedSection;
import org.heclip.evaluate.PredictedSection.Origin;
import org.heclip.evaluate.PredictedSection.RankedGene;
import org.heclip.expression.DenseMatrix;
import org.heclip.report.GeneFigures;
import org.heclip.report.ReportInput.GeneValues;

/** Single genes of a prediction, put into the order of the section's own spots. */
record PredictedGenes(PredictionFile file, PredictedSection section, List<String> barcodes) {
    /** Genes that are not predicted are left out. */
    List<GeneValues> values(Collection<String> wanted, GeneFigures figures) {
        Origin origin = section.origin();
        List<String> names = section.genes().stream().map(RankedGene::name).toList();
        DenseMatrix sd = file.predictedSd();
        int[] rows = rows();
        List<GeneValues> values = new ArrayList<>();
        for (String gene : wanted) {
            int g = names.indexOf(gene);
            if (g >= 0) {
                values.add(new GeneValues(
                        origin.model(),
                        origin.protocol(),
                        origin.section(),
                        gene,
                        figures.pcc(origin.model(), origin.protocol(), origin.section(), gene),
                        column(section.measured(), g, rows),
                        column(section.predicted(), g, rows),
                        column(sd, g, rows)));
            }
        }
        return values;
    }

    /** Row of the prediction for each spot of the section; -1 for none. */
    private int[] rows() {
        Map<String, Integer> rowOf = new HashMap<>();
        for (int s = 0; s < section.spots(); s++) {
            rowOf.put(section.barcodes().get(s), s);
        }
        return barcodes.stream()
                .mapToInt(barcode -> rowOf.getOrDefault(barcode, -1))
                .toArray();
    }

    private static double[] column(DenseMatrix matrix, int g, int[] rows) {
        return Arrays.stream(rows)
                .mapToDouble(s -> s < 0 ? Double.NaN : matrix.get(s, g))
                .toArray();
    }
}
