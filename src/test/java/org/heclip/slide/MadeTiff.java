package org.heclip.slide;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A BigTIFF made tag by tag, so that it can also say what no writer would say. All blocks lie at its start, from byte 16 on. */
final class MadeTiff {
    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS = 258;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC = 262;
    static final int DESCRIPTION = 270;
    static final int STRIP_OFFSETS = 273;
    static final int CHANNELS = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int STRIP_LENGTHS = 279;
    static final int PLANAR = 284;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;
    static final int TILE_OFFSETS = 324;
    static final int TILE_LENGTHS = 325;
    static final int SUB_IFD = 330;
    static final int JPEG_TABLES = 347;
    /** Where the first block begins. */
    static final int BLOCKS = 16;

    private static final int LONG8 = 16;
    private static final int IFD8 = 18;

    private record Entry(int type, long count, long[] values) {}

    private final byte[] blocks;
    private final Map<Integer, Entry> tags = new TreeMap<>();
    private boolean isNextItself;

    private MadeTiff(byte[] blocks) {
        this.blocks = blocks;
    }

    /** Of RGB of 8 bits, without compression, until other tags are put. */
    static MadeTiff of(byte[] blocks, long width, long height) {
        return new MadeTiff(blocks)
                .put(WIDTH, width)
                .put(HEIGHT, height)
                .put(BITS, 8, 8, 8)
                .put(COMPRESSION, 1)
                .put(PHOTOMETRIC, 2)
                .put(CHANNELS, 3);
    }

    /** 64 x 48 pixels in raw strips of 16 rows. */
    static MadeTiff strips() {
        int strip = 64 * 16 * 3;
        return of(new byte[3 * strip], 64, 48)
                .put(ROWS_PER_STRIP, 16)
                .put(STRIP_OFFSETS, BLOCKS, BLOCKS + strip, BLOCKS + 2 * strip)
                .put(STRIP_LENGTHS, strip, strip, strip);
    }

    /** 64 x 32 pixels in two raw tiles. */
    static MadeTiff tiles() {
        int tile = 32 * 32 * 3;
        return of(new byte[2 * tile], 64, 32)
                .put(TILE_WIDTH, 32)
                .put(TILE_HEIGHT, 32)
                .put(TILE_OFFSETS, BLOCKS, BLOCKS + tile)
                .put(TILE_LENGTHS, tile, tile);
    }

    MadeTiff put(int tag, long... values) {
        tags.put(tag, new Entry(tag == SUB_IFD ? IFD8 : LONG8, values.length, values));
        return this;
    }

    /** A tag that says that it has so many values of a type, with the values of another. */
    MadeTiff lie(int tag, int type, long count) {
        tags.put(tag, new Entry(type, count, tags.containsKey(tag) ? tags.get(tag).values : new long[] {1}));
        return this;
    }

    MadeTiff without(int tag) {
        tags.remove(tag);
        return this;
    }

    /** The directory follows itself. */
    MadeTiff circle() {
        isNextItself = true;
        return this;
    }

    /** Where the directory will lie. */
    long directory() {
        return BLOCKS + blocks.length;
    }

    Path write(Path file) throws IOException {
        long values = directory() + 8 + 20L * tags.size() + 8;
        List<long[]> outside = new ArrayList<>();
        ByteBuffer head = ByteBuffer.allocate((int) (values)).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) 'I')
                .put((byte) 'I')
                .putShort((short) 43)
                .putShort((short) 8)
                .putShort((short) 0);
        head.putLong(directory()).put(blocks);
        head.putLong(tags.size());
        long next = values;
        for (Map.Entry<Integer, Entry> tag : tags.entrySet()) {
            Entry entry = tag.getValue();
            head.putShort((short) (int) tag.getKey())
                    .putShort((short) entry.type)
                    .putLong(entry.count);
            if (entry.values.length == 1) {
                head.putLong(entry.values[0]);
            } else {
                head.putLong(next);
                outside.add(entry.values);
                next += 8L * entry.values.length;
            }
        }
        head.putLong(isNextItself ? directory() : 0);
        ByteBuffer tail = ByteBuffer.allocate((int) (next - values)).order(ByteOrder.LITTLE_ENDIAN);
        outside.forEach(each -> Arrays.stream(each).forEach(tail::putLong));
        byte[] all = Arrays.copyOf(head.array(), (int) next);
        System.arraycopy(tail.array(), 0, all, head.capacity(), tail.capacity());
        return Files.write(file, all);
    }
}
