package org.heclip.h5ad;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.heclip.expression.Matrix;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts an AnnData together from its elements. */
final class AnnDataReader {
    private static final Logger LOG = LoggerFactory.getLogger(AnnDataReader.class);

    private AnnDataReader() {}

    static AnnData read(H5adElement root, boolean withMatrices) {
        Optional<H5adElement> oldUns = root.find("uns").filter(H5adElement::isGroup);
        DataFrame obs = DataFrameReader.read(root.child("obs"), oldUns);
        DataFrame var = DataFrameReader.read(root.child("var"), oldUns);
        Optional<Matrix> x = root.find("X")
                .filter(element -> withMatrices && !element.encoding().equals("null"))
                .map(element -> matrix(element, obs, var));
        Map<String, Matrix> layers = new LinkedHashMap<>();
        if (withMatrices) {
            children(root, "layers").forEach((name, element) -> layers.put(name, matrix(element, obs, var)));
        }
        Map<String, NdArray> obsm = new LinkedHashMap<>();
        Optional<H5adElement> oldObsm = root.find("obsm").filter(RecordReader::isRecords);
        oldObsm.ifPresent(records -> oldObsm(records, obs.size(), obsm));
        if (oldObsm.isEmpty()) {
            children(root, "obsm")
                    .forEach((name, element) -> obsm(element, obs.size()).ifPresent(array -> obsm.put(name, array)));
        }
        Map<String, Object> uns = new LinkedHashMap<>();
        children(root, "uns")
                .forEach((name, element) -> ValueReader.read(element).ifPresent(value -> uns.put(name, value)));
        return new AnnData(x, obs, var, layers, obsm, uns);
    }

    private static Map<String, H5adElement> children(H5adElement root, String name) {
        return root.find(name).map(H5adElement::children).orElse(Map.of());
    }

    private static Matrix matrix(H5adElement element, DataFrame obs, DataFrame var) {
        Matrix matrix = MatrixReader.read(element);
        if (matrix.rows() != obs.size() || matrix.cols() != var.size()) {
            throw element.fail("is " + matrix.rows() + " x " + matrix.cols() + ", expected obs x var, " + obs.size()
                    + " x " + var.size());
        }
        return matrix;
    }

    /** As anndata before 0.7 stored it: a record a spot. */
    private static void oldObsm(H5adElement records, int spots, Map<String, NdArray> obsm) {
        RecordReader.read(records).forEach((name, array) -> {
            if (array.shape()[0] != spots) {
                throw records.fail("has " + array.shape()[0] + " rows, obs " + spots);
            }
            obsm.put(name, new NdArray(array.shape(), array.values()));
        });
    }

    /** Empty for arrays of more than two axes (tiles are streamed) and for what is no numeric array. */
    private static Optional<NdArray> obsm(H5adElement element, int spots) {
        if (element.isGroup()) {
            LOG.warn("{}: {}: left out: '{}' is no plain array", element.file(), element.path(), element.encoding());
            return Optional.empty();
        }
        int[] shape = element.guarded(element.dataset()::getDimensions);
        if (shape.length == 0 || shape[0] != spots) {
            throw element.fail("has " + (shape.length == 0 ? "no" : shape[0]) + " rows, obs " + spots);
        }
        return shape.length > 2 ? Optional.empty() : Optional.of(new ArrayReader(element).array());
    }
}
