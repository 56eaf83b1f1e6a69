package org.heclip.cli;

import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.heclip.error.InputException;
import org.heclip.evaluate.Calibration;
import org.heclip.evaluate.PredictedSection;
import org.heclip.evaluate.PredictedSection.Origin;
import org.heclip.evaluate.PredictedSection.RankedGene;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.Matrix;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;

/** A prediction h5ad (docs/steps.md), its elements checked as they are asked for. */
final class PredictionFile {
    /** Layer with the measured expression where X is the prediction. */
    static final String MEASURED = "measured";

    private final Path file;
    private final AnnData data;

    private PredictionFile(Path file, AnnData data) {
        this.file = file;
        this.data = data;
    }

    /** @throws InputException when the file is no h5ad */
    static PredictionFile read(Path file) {
        return new PredictionFile(file, H5ad.read(file));
    }

    /** Whose prediction it is, without reading the rest. @throws InputException when the file does not say */
    static Origin origin(Path file) {
        Map<?, ?> heclip = H5ad.readUns(file, "heclip")
                .map(value -> value instanceof Map<?, ?> map ? map : Map.of())
                .orElse(Map.of());
        List<String> names = new ArrayList<>();
        for (String key : List.of("model", "protocol", "fold", "section")) {
            if (!(heclip.get(key) instanceof String name)) {
                throw new InputException(file, "uns/heclip/" + key, "found nothing, expected a value");
            }
            names.add(name);
        }
        return new Origin(names.get(0), names.get(1), names.get(2), names.get(3));
    }

    /** @throws InputException naming the element that is missing or has values that are no numbers */
    PredictedSection section() {
        double[][] positions = positions();
        return new PredictedSection(
                origin(),
                data.obs().index(),
                genes(),
                finite("measured", measured()),
                finite("predicted", predicted()),
                ints("array_row"),
                ints("array_col"),
                positions[0],
                positions[1]);
    }

    Origin origin() {
        return new Origin(text("model"), text("protocol"), text("fold"), text("section"));
    }

    /** A value of {@code uns["heclip"]} as text. */
    String text(String key) {
        Object value = heclip().get(key);
        if (value == null || value instanceof Map || value instanceof NdArray) {
            throw new InputException(file, "uns/heclip/" + key, "found nothing, expected a value");
        }
        return value.toString();
    }

    /** The same, empty where the file has none. */
    String textOrEmpty(String key) {
        return heclip().get(key) == null ? "" : text(key);
    }

    private Map<?, ?> heclip() {
        if (data.uns().get("heclip") instanceof Map<?, ?> heclip) {
            return heclip;
        }
        throw new InputException(file, "uns/heclip", "found nothing, expected the provenance that predict writes");
    }

    /** X, or in a file of mode predict, where X is the prediction, its own layer. */
    DenseMatrix measured() {
        return data.layers().containsKey(MEASURED) ? layer(MEASURED) : x();
    }

    /** The other one of the two. */
    DenseMatrix predicted() {
        return data.layers().containsKey(MEASURED) ? x() : layer("predicted");
    }

    private DenseMatrix x() {
        return data.x()
                .map(Matrix::dense)
                .orElseThrow(() -> new InputException(file, "X", "found nothing, expected the measured expression"));
    }

    DenseMatrix layer(String name) {
        Matrix layer = data.layers().get(name);
        if (layer == null) {
            throw new InputException(
                    file, "layers/" + name, "found " + data.layers().keySet() + ", expected this layer");
        }
        return layer.dense();
    }

    /** Finite standard deviations of 0 or more, {@code [spot][gene]}. */
    DenseMatrix predictedSd() {
        DenseMatrix sd = finite("layers/predicted_sd", layer("predicted_sd"));
        for (float value : sd.values()) {
            if (value < 0) {
                throw new InputException(file, "layers/predicted_sd", "found " + value + ", expected 0 or more");
            }
        }
        return sd;
    }

    /** Which genes the section has; the others stand as 0 in X. */
    boolean[] measuredGenes() {
        if (data.var().column("measured").orElse(null) instanceof Column.Bools column) {
            return column.values();
        }
        throw new InputException(file, "var/measured", "found no column of truth values, expected one");
    }

    /**
     * The intervals that the model's validation asked for; a normal distribution's where the file has none.
     *
     * @throws InputException when levels and multipliers do not fit together
     */
    Calibration.Intervals intervals() {
        if (heclip().get("interval_levels") == null) {
            return Calibration.Intervals.normal();
        }
        try {
            return new Calibration.Intervals(doubles("interval_levels"), doubles("interval_multipliers"));
        } catch (IllegalArgumentException e) {
            throw new InputException(file, "uns/heclip/interval_multipliers", e.getMessage());
        }
    }

    private double[] doubles(String key) {
        if (heclip().get(key) instanceof NdArray array && array.values() instanceof double[] values) {
            return values;
        }
        throw new InputException(file, "uns/heclip/" + key, "found no array of numbers, expected one");
    }

    private DenseMatrix finite(String element, DenseMatrix matrix) {
        for (int i = 0; i < matrix.values().length; i++) {
            if (!Float.isFinite(matrix.values()[i])) {
                throw new InputException(
                        file,
                        element,
                        "found " + matrix.values()[i] + " at spot "
                                + data.obs().index().get(i / matrix.cols()) + ", gene "
                                + data.var().index().get(i % matrix.cols()) + ", expected a number");
            }
        }
        return matrix;
    }

    private int[] ints(String name) {
        if (data.obs().column(name).orElse(null) instanceof Column.Ints column) {
            return Arrays.stream(column.values()).mapToInt(Math::toIntExact).toArray();
        }
        throw new InputException(file, "obs/" + name, "found no column of integers, expected one");
    }

    private double[][] positions() {
        NdArray spatial = data.obsm().get("spatial");
        if (spatial == null || spatial.shape().length != 2 || spatial.shape()[1] != 2) {
            throw new InputException(
                    file,
                    "obsm/spatial",
                    "found " + (spatial == null ? "nothing" : Arrays.toString(spatial.shape()))
                            + ", expected x and y of each spot");
        }
        double[][] positions = new double[2][spatial.shape()[0]];
        for (int i = 0; i < 2 * positions[0].length; i++) {
            positions[i % 2][i / 2] = Array.getDouble(spatial.values(), i);
        }
        return positions;
    }

    private List<RankedGene> genes() {
        List<RankedGene> genes = new ArrayList<>();
        long[] hvg = ranks("hvg_rank");
        long[] heg = ranks("heg_rank");
        for (int g = 0; g < data.var().size(); g++) {
            genes.add(new RankedGene(data.var().index().get(g), rank(hvg[g]), rank(heg[g])));
        }
        return genes;
    }

    /** A gene outside the ranking has a negative rank, since h5ad integers have no null. */
    private static Integer rank(long rank) {
        return rank < 0 ? null : (Integer) Math.toIntExact(rank);
    }

    private long[] ranks(String name) {
        if (data.var().column(name).orElse(null) instanceof Column.Ints column) {
            return column.values();
        }
        throw new InputException(file, "var/" + name, "found no column of integers, expected the training ranks");
    }
}
