package org.heclip.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The pages of one column in one row group. */
final class ColumnChunk {
    /** Reads bytes of the file, little-endian. */
    @FunctionalInterface
    interface Source {
        ByteBuffer bytes(long at, long length);
    }

    private static final int DATA_PAGE = 0;
    private static final int DICTIONARY_PAGE = 2;
    private static final int DATA_PAGE_V2 = 3;
    private static final int PLAIN = 0;
    private static final int PLAIN_DICTIONARY = 2;
    private static final int RLE = 3;
    private static final int RLE_DICTIONARY = 8;

    private final ParquetTable.ColumnSchema column;
    private final ThriftStruct metadata;
    private final ColumnValues values;
    private final Codec codec;
    private ColumnValues dictionary;

    ColumnChunk(ParquetTable.ColumnSchema column, ThriftStruct metadata, ColumnValues values) {
        this.column = column;
        this.metadata = metadata;
        this.values = values;
        this.codec = Codec.of(metadata.number(4));
    }

    /** Adds the values of this chunk. @throws IllegalArgumentException for what is damaged or not known here */
    void read(Source source) {
        long start = metadata.number(9);
        if (metadata.has(11) && metadata.number(11) > 0) {
            start = Math.min(start, metadata.number(11));
        }
        ByteBuffer pages = source.bytes(start, metadata.number(7));
        long left = metadata.number(5);
        while (left > 0) {
            ThriftStruct header = ThriftStruct.read(pages);
            byte[] body = new byte[size(header.number(3), pages.remaining())];
            pages.get(body);
            left -= page(header, body);
        }
    }

    private static int size(long bytes, long most) {
        if (bytes < 0 || bytes > most) {
            throw new IllegalArgumentException("a page of " + bytes + " bytes");
        }
        return (int) bytes;
    }

    /** @return the number of rows read */
    private int page(ThriftStruct header, byte[] body) {
        // gzip expands at most 1,032-fold
        int plainSize = size(header.number(2), Math.min(Integer.MAX_VALUE - 8, 64 + 1100L * body.length));
        switch ((int) header.number(1)) {
            case DICTIONARY_PAGE:
                ByteBuffer entries = ByteBuffer.wrap(codec.decompress(body, plainSize));
                int size = size(header.struct(7).number(1), entries.capacity());
                dictionary = values.sized(size);
                dictionary.addPlain(entries, column.type(), size);
                return 0;
            case DATA_PAGE:
                return dataPage(header.struct(5), ByteBuffer.wrap(codec.decompress(body, plainSize)));
            case DATA_PAGE_V2:
                return dataPageV2(header.struct(8), body, plainSize);
            default:
                return 0; // an index
        }
    }

    private int dataPage(ThriftStruct page, ByteBuffer body) {
        body.order(ByteOrder.LITTLE_ENDIAN);
        int count = size(page.number(1), values.size());
        if (column.optional()) {
            if (page.number(3) != RLE) {
                throw new IllegalArgumentException("definition levels of the encoding " + page.number(3));
            }
            int length = size(body.getInt(), body.remaining());
            requireNoGaps(body.slice(body.position(), length), count);
            body.position(body.position() + length);
        }
        return values(body, page.number(2), count);
    }

    private int dataPageV2(ThriftStruct page, byte[] body, int plainSize) {
        int count = size(page.number(1), values.size());
        int levels = size(page.number(5) + page.number(6), Math.min(body.length, plainSize));
        if (page.number(2) > 0) {
            throw new IllegalArgumentException("missing values");
        }
        byte[] stored = Arrays.copyOfRange(body, levels, body.length);
        boolean plain = page.fields().get(7) instanceof Boolean compressed && !compressed;
        byte[] content = plain ? stored : codec.decompress(stored, plainSize - levels);
        return values(ByteBuffer.wrap(content), page.number(4), count);
    }

    private static void requireNoGaps(ByteBuffer levels, int count) {
        for (int level : RunLengths.read(levels, 1, count)) {
            if (level == 0) {
                throw new IllegalArgumentException("missing values");
            }
        }
    }

    private int values(ByteBuffer body, long encoding, int count) {
        if (encoding == PLAIN) {
            values.addPlain(body, column.type(), count);
        } else if ((encoding == PLAIN_DICTIONARY || encoding == RLE_DICTIONARY) && dictionary != null) {
            values.add(dictionary, RunLengths.read(body, body.get(), count));
        } else {
            throw new IllegalArgumentException("the encoding " + encoding + ", expected plain or a dictionary");
        }
        return count;
    }
}
