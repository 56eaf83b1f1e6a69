package org.heclip.h5ad;

import java.util.Arrays;
import java.util.List;

/** A column of an obs or var data frame. */
public sealed interface Column {
    int size();

    /** The entries at these rows, in this order. */
    Column select(int[] rows);

    /** Free text (AnnData {@code string-array}). */
    record Strings(List<String> values) implements Column {
        public Strings {
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }

        @Override
        public Strings select(int[] rows) {
            return new Strings(Arrays.stream(rows).mapToObj(values::get).toList());
        }
    }

    /** Codes into categories, -1 for a missing value (AnnData {@code categorical}). */
    record Categorical(List<String> categories, int[] codes, boolean ordered) implements Column {
        public Categorical {
            categories = List.copyOf(categories);
        }

        /** One category for all of {@code size} rows. */
        public static Categorical constant(String category, int size) {
            return new Categorical(List.of(category), new int[size], false);
        }

        @Override
        public int size() {
            return codes.length;
        }

        @Override
        public Categorical select(int[] rows) {
            return new Categorical(
                    categories, Arrays.stream(rows).map(r -> codes[r]).toArray(), ordered);
        }
    }

    record Ints(long[] values) implements Column {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public Ints select(int[] rows) {
            return new Ints(Arrays.stream(rows).mapToLong(r -> values[r]).toArray());
        }
    }

    record Doubles(double[] values) implements Column {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public Doubles select(int[] rows) {
            return new Doubles(Arrays.stream(rows).mapToDouble(r -> values[r]).toArray());
        }
    }

    record Bools(boolean[] values) implements Column {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public Bools select(int[] rows) {
            boolean[] chosen = new boolean[rows.length];
            for (int i = 0; i < rows.length; i++) {
                chosen[i] = values[rows[i]];
            }
            return new Bools(chosen);
        }
    }

    /** Entry {@code row} as text; a missing category is empty. */
    default String text(int row) {
        if (this instanceof Strings c) {
            return c.values().get(row);
        } else if (this instanceof Categorical c) {
            return c.codes()[row] < 0 ? "" : c.categories().get(c.codes()[row]);
        } else if (this instanceof Ints c) {
            return Long.toString(c.values()[row]);
        } else if (this instanceof Doubles c) {
            return Double.toString(c.values()[row]);
        }
        return Boolean.toString(((Bools) this).values()[row]);
    }
}
