package org.heclip.h5ad;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.heclip.h5ad.hdf5.Hdf5Array;
import org.heclip.h5ad.hdf5.Hdf5Type;

/**
 * Anything that an h5ad file can hold, as it is stored: no value is widened, rounded or left out (anndata, "on-disk format").
 * {@link AnnData} is what the steps compute with; this is what a file is copied with, and what writes the rest of the
 * specification: raw, obsp, varm, varp, matrices of any type, nullable columns, None. A whole file is a {@link Dict}.
 */
public sealed interface Element {
    /** Python's None. */
    record None() implements Element {}

    /** Numbers, booleans or text; without axes a scalar. */
    record Array(Hdf5Array values) implements Element {
        public static Array of(Object values) {
            return new Array(Hdf5Array.of(values));
        }
    }

    /**
     * An array of numbers or booleans made while it is written, so that it need not fit into memory.
     *
     * @param shape at least one axis, none empty
     * @param rowsPerChunk a chunk is this many entries of the first axis
     * @param content little-endian bytes of chunk {@code c}; asked for once each, in order
     */
    record StreamedArray(Hdf5Type type, int[] shape, int rowsPerChunk, IntFunction<byte[]> content)
            implements Element {}

    /**
     * A compressed sparse matrix; within a row (or column) entries may be in any order.
     *
     * @param byColumn csc_matrix, else csr_matrix
     * @param shape rows, columns
     */
    record Sparse(boolean byColumn, long[] shape, Hdf5Array data, Hdf5Array indices, Hdf5Array indptr)
            implements Element {}

    /**
     * A csr_matrix made row by row while it is written, so that memory does not grow with the number of rows.
     *
     * @param type of the values: FLOAT32 or INT32
     * @param rowOf asked for once each, in order
     */
    record StreamedRows(int rows, int cols, Hdf5Type type, IntFunction<Row> rowOf) implements Element {
        /** The columns of a row, ascending, with their values: {@code float[]} or {@code int[]}. */
        public record Row(int[] columns, Object values) {}
    }

    /** @param categories without missing values. @param codes -1 for a missing value */
    record Categorical(Element categories, Hdf5Array codes, boolean ordered) implements Element {}

    /**
     * An array some of whose values are missing.
     *
     * @param kind nullable-integer, nullable-boolean or nullable-string-array
     * @param missing booleans
     * @param naValue of text: {@code NaN} or {@code NA}, where the file says it
     */
    record Nullable(String kind, Hdf5Array values, Hdf5Array missing, Optional<String> naValue) implements Element {}

    /** A data frame. @param indexName the member that is the index. @param order of the columns, which are the other members */
    record Frame(String indexName, List<String> order, Map<String, Element> members) implements Element {
        public Frame {
            order = List.copyOf(order);
            members = copy(members);
        }
    }

    /** A record array of one axis, such as scanpy's rank_genes_groups. @param members each of that length, in their order */
    record Records(Map<String, Hdf5Array> members) implements Element {
        public Records {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /** Named members. @param kind anndata, raw or dict */
    record Dict(String kind, Map<String, Element> members) implements Element {
        public Dict {
            members = copy(members);
        }

        public static Dict of(Map<String, ? extends Element> members) {
            return new Dict("dict", Collections.unmodifiableMap(members));
        }

        public Dict with(String name, Element member) {
            Map<String, Element> more = new LinkedHashMap<>(members);
            more.put(name, member);
            return new Dict(kind, more);
        }
    }

    private static Map<String, Element> copy(Map<String, Element> members) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
}
