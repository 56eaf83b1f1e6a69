package org.heclip.parquet;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.heclip.error.InputException;

/** A flat table in a Parquet file; columns are read when asked for. */
public final class ParquetTable implements AutoCloseable {
    private static final int MAGIC = 0x31524150; // PAR1
    private static final int FOOTER = 8;
    /** A column of unique names cannot be compressed to less than a bit or so a row. */
    private static final long MAX_ROWS_PER_BYTE = 8;

    private final Path file;
    private final FileChannel channel;
    private final long fileBytes;
    private final Map<String, ColumnSchema> schema = new LinkedHashMap<>();
    private List<ThriftStruct> rowGroups;
    private int rows;

    /** Opens a table. @throws InputException when the file is no Parquet, damaged or nested */
    public static ParquetTable open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                return new ParquetTable(file, channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new InputException(file, "file", "found none that can be read (" + e + "), expected Parquet", e);
        }
    }

    private ParquetTable(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.fileBytes = channel.size();
        guarded("metadata", () -> {
            metadata();
            return null;
        });
    }

    /** Rows of the table. */
    public int rows() {
        return rows;
    }

    public boolean has(String column) {
        return schema.containsKey(column);
    }

    /** A column of text. @throws InputException when it is missing, no text or has gaps */
    public String[] texts(String column) {
        return read(column, ColumnValues.ofTexts(rows), "text").texts();
    }

    /** A column of numbers (integers, booleans as 0 and 1). @throws InputException as {@link #texts} */
    public double[] numbers(String column) {
        return read(column, ColumnValues.ofNumbers(rows), "numbers").numbers();
    }

    private void metadata() {
        if (fileBytes < 3 * 4) {
            throw new IllegalArgumentException(fileBytes + " bytes");
        }
        ByteBuffer end = bytes(fileBytes - FOOTER, FOOTER);
        if (end.getInt(4) != MAGIC || bytes(0, 4).getInt(0) != MAGIC) {
            throw new IllegalArgumentException("another format");
        }
        long length = Integer.toUnsignedLong(end.getInt(0));
        ThriftStruct metadata = ThriftStruct.read(bytes(fileBytes - FOOTER - length, length));
        List<ThriftStruct> elements = metadata.structs(2);
        for (ThriftStruct element : elements.subList(1, elements.size())) {
            boolean nested = element.has(5) && element.number(5) > 0;
            long repetition = element.has(3) ? element.number(3) : 0;
            schema.put(
                    element.text(4),
                    new ColumnSchema(nested || repetition > 1 ? -1 : (int) element.number(1), repetition == 1));
        }
        long count = metadata.number(3);
        if (count < 0 || count > MAX_ROWS_PER_BYTE * fileBytes) {
            throw new IllegalArgumentException(count + " rows in " + fileBytes + " bytes");
        }
        rows = Math.toIntExact(count);
        rowGroups = metadata.structs(4);
    }

    private ColumnValues read(String name, ColumnValues values, String expected) {
        ColumnSchema column = schema.get(name);
        if (column == null) {
            throw new InputException(file, "column " + name, "found only " + schema.keySet() + ", expected it");
        } else if (!values.accepts(column.type())) {
            throw new InputException(file, "column " + name, "found another type, expected " + expected);
        }
        return guarded("column " + name, () -> {
            for (ThriftStruct group : rowGroups) {
                group.structs(1).stream()
                        .map(chunk -> chunk.struct(3))
                        .filter(chunk -> chunk.onlyText(3).equals(name))
                        .forEach(chunk -> new ColumnChunk(column, chunk, values).read(this::bytes));
            }
            return values.complete();
        });
    }

    private ByteBuffer bytes(long at, long length) {
        if (at < 0 || length < 0 || at > fileBytes - length) {
            throw new IllegalArgumentException("a place beyond the end of the file");
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, at + bytes.position()) < 0) {
                    throw new IllegalArgumentException("a file that ends too soon");
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("a file that cannot be read: " + e.getMessage(), e);
        }
        return bytes.flip();
    }

    private <T> T guarded(String element, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InputException e) {
            throw e;
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new InputException(file, element, "found a Parquet file that is damaged, expected a sound one", e);
        } catch (IllegalArgumentException | ArithmeticException | ClassCastException e) {
            throw new InputException(file, element, "found " + e.getMessage() + ", expected a sound Parquet table", e);
        }
    }

    /** @param type Parquet's number of it; -1 for a nested one */
    record ColumnSchema(int type, boolean optional) {}

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new InputException(file, "file", "cannot be closed: " + e.getMessage(), e);
        }
    }
}
