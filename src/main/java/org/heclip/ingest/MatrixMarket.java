package org.heclip.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.heclip.error.InputException;
import org.heclip.expression.ExpressionMatrix;

/**
 * Sparse counts in the Matrix Market exchange format (Boisvert, Pozo, Remington, NISTIR 5935, 1996): {@code coordinate
 * integer|real general}. As 10x Genomics writes it: a row per feature, a column per barcode; read as {@code [barcode][feature]}.
 */
final class MatrixMarket {
    private static final Pattern BANNER = Pattern.compile(
            "%%MatrixMarket\\s+matrix\\s+coordinate\\s+(integer|real)\\s+general\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");

    private final Path file;
    private long line;
    private int features;
    private int barcodes;
    private int stored;
    private int[] featureOf = new int[1 << 16];
    private int[] barcodeOf = new int[1 << 16];
    private float[] values = new float[1 << 16];

    private MatrixMarket(Path file) {
        this.file = file;
    }

    /** @throws InputException naming the line of what is no such matrix */
    static ExpressionMatrix readTransposed(Path file) {
        return InputText.parse(file, text -> new MatrixMarket(file).read(text));
    }

    private ExpressionMatrix read(BufferedReader text) throws IOException {
        String banner = text.readLine();
        line = 1;
        if (banner == null || !BANNER.matcher(banner).matches()) {
            throw problem(banner, "%%MatrixMarket matrix coordinate integer general");
        }
        long entries = size(nextData(text));
        for (long e = 0; e < entries; e++) {
            String entry = nextData(text);
            if (entry == null) {
                throw new InputException(file, "entries", "found " + e + ", expected " + entries + " as line 2 says");
            }
            entry(entry);
        }
        String more = nextData(text);
        if (more != null) {
            throw problem(more, "no more than " + entries + " entries");
        }
        return byBarcode();
    }

    private String nextData(BufferedReader text) throws IOException {
        String next = text.readLine();
        line++;
        while (next != null && (next.startsWith("%") || next.isBlank())) {
            next = text.readLine();
            line++;
        }
        return next;
    }

    /** Takes the dimensions and gives the number of entries, which is not believed until they are there. */
    private long size(String text) {
        String[] parts = text == null ? new String[0] : BLANKS.split(text.strip());
        double[] numbers = Arrays.stream(parts).mapToDouble(Numbers::parse).toArray();
        boolean whole = Arrays.stream(numbers).allMatch(n -> Numbers.isInt(n) && n >= 0);
        if (numbers.length != 3 || !whole) {
            throw problem(text, "number of features, of barcodes and of entries");
        }
        features = (int) numbers[0];
        barcodes = (int) numbers[1];
        return (long) numbers[2];
    }

    private void entry(String text) {
        String[] parts = threeParts(text);
        int feature = index(parts[0], features, "feature");
        int barcode = index(parts[1], barcodes, "barcode");
        int count = CountValue.parse(parts[2]);
        if (count < 0 || count > CountValue.LARGEST) {
            throw problem(parts[2], CountValue.EXPECTED);
        }
        if (count == 0) {
            return;
        }
        if (stored == values.length) {
            int length = Math.addExact(stored, stored >> 1);
            featureOf = Arrays.copyOf(featureOf, length);
            barcodeOf = Arrays.copyOf(barcodeOf, length);
            values = Arrays.copyOf(values, length);
        }
        featureOf[stored] = feature;
        barcodeOf[stored] = barcode;
        values[stored++] = count;
    }

    private String[] threeParts(String text) {
        int first = text.indexOf(' ');
        int second = text.indexOf(' ', first + 1);
        // the usual single blanks need no regular expression, which would take most of the time
        if (first > 0 && second > first + 1 && text.indexOf(' ', second + 1) < 0 && text.indexOf('\t') < 0) {
            return new String[] {text.substring(0, first), text.substring(first + 1, second), text.substring(second + 1)
            };
        }
        String[] parts = BLANKS.split(text.strip());
        if (parts.length != 3) {
            throw problem(text, "feature, barcode and count");
        }
        return parts;
    }

    private int index(String text, int size, String what) {
        try {
            int index = Integer.parseInt(text);
            if (index >= 1 && index <= size) {
                return index - 1;
            }
        } catch (NumberFormatException e) {
            // told below, as any other index that is not there
        }
        throw problem(text, "a " + what + " from 1 to " + size);
    }

    /** Sorts stably by feature, then by barcode (counting sort), so that any order of entries will do. */
    private ExpressionMatrix byBarcode() {
        int[] byFeature = order(identity(stored), featureOf, features);
        int[] order = order(byFeature, barcodeOf, barcodes);
        int[] starts = new int[barcodes + 1];
        int[] genes = new int[stored];
        float[] counts = new float[stored];
        for (int i = 0; i < stored; i++) {
            genes[i] = featureOf[order[i]];
            counts[i] = values[order[i]];
            starts[barcodeOf[order[i]] + 1] = i + 1;
            if (i > 0 && genes[i] == genes[i - 1] && barcodeOf[order[i]] == barcodeOf[order[i - 1]]) {
                throw new InputException(
                        file,
                        "feature " + (genes[i] + 1) + ", barcode " + (barcodeOf[order[i]] + 1),
                        "found two entries, expected one");
            }
        }
        for (int s = 1; s <= barcodes; s++) {
            starts[s] = Math.max(starts[s], starts[s - 1]);
        }
        return new ExpressionMatrix(barcodes, features, starts, genes, counts);
    }

    private static int[] identity(int length) {
        int[] order = new int[length];
        Arrays.setAll(order, i -> i);
        return order;
    }

    private static int[] order(int[] before, int[] keys, int size) {
        int[] next = new int[size + 1];
        for (int i : before) {
            next[keys[i] + 1]++;
        }
        for (int k = 0; k < size; k++) {
            next[k + 1] += next[k];
        }
        int[] order = new int[before.length];
        for (int i : before) {
            order[next[keys[i]]++] = i;
        }
        return order;
    }

    private InputException problem(String found, String expected) {
        String what = found == null ? "the end of the file" : "'" + abridged(found) + "'";
        return new InputException(file, "line " + line, "found " + what + ", expected " + expected);
    }

    private static String abridged(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
