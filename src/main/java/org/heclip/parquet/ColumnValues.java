package org.heclip.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Values of a column, being filled page by page: either texts or numbers. */
final class ColumnValues {
    private static final int BOOLEAN = 0;
    private static final int INT32 = 1;
    private static final int INT64 = 2;
    private static final int FLOAT = 4;
    private static final int DOUBLE = 5;
    private static final int BYTE_ARRAY = 6;

    private final String[] texts;
    private final double[] numbers;
    private final int size;
    private int filled;

    private ColumnValues(String[] texts, double[] numbers, int size) {
        this.texts = texts;
        this.numbers = numbers;
        this.size = size;
    }

    static ColumnValues ofTexts(int rows) {
        return new ColumnValues(new String[rows], null, rows);
    }

    static ColumnValues ofNumbers(int rows) {
        return new ColumnValues(null, new double[rows], rows);
    }

    /** Another of the same kind, such as a dictionary. */
    ColumnValues sized(int length) {
        return texts != null ? ofTexts(length) : ofNumbers(length);
    }

    boolean accepts(int type) {
        return texts != null
                ? type == BYTE_ARRAY
                : type == BOOLEAN || type == INT32 || type == INT64 || type == FLOAT || type == DOUBLE;
    }

    int size() {
        return size;
    }

    String[] texts() {
        return texts;
    }

    double[] numbers() {
        return numbers;
    }

    /** @throws IllegalArgumentException unless all rows have a value */
    ColumnValues complete() {
        if (filled != size) {
            throw new IllegalArgumentException(filled + " values for " + size + " rows");
        }
        return this;
    }

    /** Adds {@code count} values in PLAIN encoding. */
    void addPlain(ByteBuffer page, int type, int count) {
        requireRoom(count);
        page.order(ByteOrder.LITTLE_ENDIAN);
        int start = page.position();
        for (int i = 0; i < count; i++) {
            if (texts != null) {
                texts[filled++] = text(page);
            } else {
                numbers[filled++] = type == BOOLEAN ? page.get(start + i / 8) >> i % 8 & 1 : number(page, type);
            }
        }
    }

    private static String text(ByteBuffer page) {
        int length = page.getInt();
        if (length < 0 || length > page.remaining()) {
            throw new IllegalArgumentException("a text of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        page.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static double number(ByteBuffer page, int type) {
        return switch (type) {
            case INT32 -> page.getInt();
            case INT64 -> page.getLong();
            case FLOAT -> page.getFloat();
            default -> page.getDouble();
        };
    }

    /** Adds the dictionary's values at these places. */
    void add(ColumnValues dictionary, int[] places) {
        requireRoom(places.length);
        for (int place : places) {
            if (place < 0 || place >= dictionary.size) {
                throw new IllegalArgumentException("value " + place + " of a dictionary of " + dictionary.size);
            }
            if (texts != null) {
                texts[filled++] = dictionary.texts[place];
            } else {
                numbers[filled++] = dictionary.numbers[place];
            }
        }
    }

    private void requireRoom(int count) {
        if (count < 0 || count > size - filled) {
            throw new IllegalArgumentException("more values than the " + size + " rows");
        }
    }
}
