package org.heclip.cli;

import java.nio.file.Path;
import java.util.List;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.GenePanel;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.H5ad;

/**
 * {@code truth.h5ad} of a model folder: what published protocols test against in place of what was measured, Harmony-corrected
 * expression {@code [spot][panel gene]} of the test sections. No honest model has it.
 */
record CorrectedTruth(List<String> spots, List<String> genes, DenseMatrix expression) {
    /** Sections one after the other. */
    static CorrectedTruth of(List<String> spots, List<String> genes, List<DenseMatrix> sections) {
        return new CorrectedTruth(spots, genes, DenseMatrix.stacked(sections));
    }

    static String name(String section, String barcode) {
        return section + ":" + barcode;
    }

    void write(Path file) {
        H5ad.write(file, AnnData.of(expression, DataFrame.of(spots), DataFrame.of(genes)));
    }

    /** @throws InputException when the file has no expression */
    static CorrectedTruth read(Path file) {
        AnnData data = H5ad.read(file);
        if (data.x().isEmpty()) {
            throw new InputException(file, "X", "found nothing, expected corrected expression");
        }
        return new CorrectedTruth(
                data.obs().index(), data.var().index(), data.x().get().dense());
    }

    /** The rows of one section's spots. */
    DenseMatrix of(String section, List<String> barcodes) {
        return expression.selectRows(GenePanel.indices(
                spots, barcodes.stream().map(barcode -> name(section, barcode)).toList()));
    }
}
