package org.heclip.h5ad;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.expression.Matrix;

/**
 * An annotated matrix as AnnData defines it (anndata, "on-disk format"), in memory. Tiles, which may not fit there, are
 * streamed apart: {@link TileReader}, {@link H5ad#writeTiles}.
 *
 * @param x {@code [spot][gene]}; empty where the file has no X
 * @param layers further matrices of the shape of X
 * @param obsm arrays whose first axis is the spots
 * @param uns free values: String, Boolean, Integer, Long, Double, {@link NdArray}, {@link DataFrame}, or a Map of these
 */
public record AnnData(
        Optional<Matrix> x,
        DataFrame obs,
        DataFrame var,
        Map<String, Matrix> layers,
        Map<String, NdArray> obsm,
        Map<String, Object> uns) {
    /** @throws IllegalArgumentException when a member does not fit the lengths of obs and var */
    public AnnData {
        layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
        obsm = Collections.unmodifiableMap(new LinkedHashMap<>(obsm));
        uns = Collections.unmodifiableMap(new LinkedHashMap<>(uns));
        x.ifPresent(matrix -> requireShape("X", matrix, obs, var));
        layers.forEach((name, matrix) -> requireShape("layers/" + name, matrix, obs, var));
        obsm.forEach((name, array) -> {
            if (array.shape()[0] != obs.size()) {
                throw new IllegalArgumentException(
                        "obsm/" + name + " has " + array.shape()[0] + " rows, obs " + obs.size());
            }
        });
    }

    private static void requireShape(String name, Matrix matrix, DataFrame obs, DataFrame var) {
        if (matrix.rows() != obs.size() || matrix.cols() != var.size()) {
            throw new IllegalArgumentException(name + " is " + matrix.rows() + " x " + matrix.cols() + ", obs x var "
                    + obs.size() + " x " + var.size());
        }
    }

    public static AnnData of(Matrix x, DataFrame obs, DataFrame var) {
        return new AnnData(Optional.of(x), obs, var, Map.of(), Map.of(), Map.of());
    }

    /** Without X and genes: spots with arrays beside them. */
    public static AnnData of(DataFrame obs) {
        return new AnnData(Optional.empty(), obs, DataFrame.of(List.of()), Map.of(), Map.of(), Map.of());
    }

    public AnnData withObs(DataFrame newObs) {
        return new AnnData(x, newObs, var, layers, obsm, uns);
    }

    public AnnData withVar(DataFrame newVar) {
        return new AnnData(x, obs, newVar, layers, obsm, uns);
    }

    public AnnData withLayer(String name, Matrix matrix) {
        return new AnnData(x, obs, var, with(layers, name, matrix), obsm, uns);
    }

    public AnnData withObsm(String name, NdArray array) {
        return new AnnData(x, obs, var, layers, with(obsm, name, array), uns);
    }

    public AnnData withUns(String name, Object value) {
        return new AnnData(x, obs, var, layers, obsm, with(uns, name, value));
    }

    /** The spots at these indices, in this order. */
    public AnnData selectSpots(int[] spots) {
        Map<String, Matrix> newLayers = new LinkedHashMap<>();
        layers.forEach((name, matrix) -> newLayers.put(name, matrix.selectRows(spots)));
        Map<String, NdArray> newObsm = new LinkedHashMap<>();
        obsm.forEach((name, array) -> newObsm.put(name, array.selectRows(spots)));
        return new AnnData(x.map(m -> m.selectRows(spots)), obs.select(spots), var, newLayers, newObsm, uns);
    }

    /** The genes at these indices, in this order. */
    public AnnData selectGenes(int[] genes) {
        Map<String, Matrix> newLayers = new LinkedHashMap<>();
        layers.forEach((name, matrix) -> newLayers.put(name, matrix.selectCols(genes)));
        return new AnnData(x.map(m -> m.selectCols(genes)), obs, var.select(genes), newLayers, obsm, uns);
    }

    private static <V> Map<String, V> with(Map<String, V> map, String name, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return more;
    }
}
