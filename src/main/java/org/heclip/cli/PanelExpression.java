package org.heclip.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.GeneIdentity;
import org.heclip.expression.Matrix;
import org.heclip.expression.Normalisation;
import org.heclip.h5ad.H5adSlices;
import org.heclip.h5ad.H5adSlices.GeneSlice;

/**
 * What a section measured of a panel, of which no other genes are held.
 *
 * @param columns where each panel gene is in the section, -1 for those that are not
 * @param values log-normalised, {@code [spot][panel gene]}; 0 for a gene that the section does not have (below the filter of qc,
 *     or not on its array)
 */
record PanelExpression(int[] columns, DenseMatrix values) {
    /**
     * @param targetSum counts per spot after normalisation
     * @throws org.heclip.error.InputException when the section is damaged or holds no counts
     */
    static PanelExpression read(Path section, List<PanelRow> panel, double targetSum) {
        try (H5adSlices slices = H5adSlices.open(section)) {
            int[] columns = GeneIdentity.indices(MeasuredSection.identity(slices.var()), PanelRow.identity(panel));
            int[] there = Arrays.stream(columns)
                    .filter(g -> g >= 0)
                    .sorted()
                    .distinct()
                    .toArray();
            GeneSlice slice = slices.genesAndTotals("X", there);
            DenseMatrix found = Normalisation.logNormalise(sparse(slice.genes()), slice.totals(), targetSum)
                    .dense();
            return new PanelExpression(columns, placed(found, columns, there));
        }
    }

    PanelExpression select(int[] spots) {
        return new PanelExpression(columns, values.selectRows(spots));
    }

    private static ExpressionMatrix sparse(Matrix counts) {
        return counts instanceof ExpressionMatrix sparse ? sparse : ExpressionMatrix.of(counts.dense());
    }

    private static DenseMatrix placed(DenseMatrix found, int[] columns, int[] there) {
        int[] place = Arrays.stream(columns)
                .map(column -> Arrays.binarySearch(there, column))
                .toArray();
        DenseMatrix values = DenseMatrix.zeros(found.rows(), columns.length);
        for (int s = 0; s < found.rows(); s++) {
            for (int g = 0; g < columns.length; g++) {
                values.values()[s * columns.length + g] = place[g] < 0 ? 0 : found.get(s, place[g]);
            }
        }
        return values;
    }
}
