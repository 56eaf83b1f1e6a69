package org.heclip.map;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.zip.DeflaterOutputStream;
import org.heclip.file.AtomicFile;

/**
 * Writes float32 maps as pyramidal OME-TIFF: a channel per gene, each with its smaller levels as SubIFDs (OME model 2016-06; "OME-
 * TIFF specification", section on sub-resolutions), tiles of 256 pixels, deflated, BigTIFF.
 */
public final class OmeTiff {
    private static final int TILE = 256;
    private static final int HEADER_BYTES = 16;
    private static final int ENTRY_BYTES = 20;
    /** TIFF 6.0 field types, and BigTIFF's. */
    private static final int ASCII = 2;

    private static final int SHORT = 3;
    private static final int LONG8 = 16;

    private final FileChannel channel;
    private long end = HEADER_BYTES;

    private OmeTiff(FileChannel channel) {
        this.channel = channel;
    }

    /** A level of a plane, row-major. */
    private record Level(int width, int height, float[] values) {
        /** Half the size: means of two by two pixels, of those that are numbers. */
        Level half() {
            int w = (width + 1) / 2;
            int h = (height + 1) / 2;
            float[] smaller = new float[w * h];
            for (int i = 0; i < smaller.length; i++) {
                smaller[i] = mean(2 * (i % w), 2 * (i / w));
            }
            return new Level(w, h, smaller);
        }

        private float mean(int x, int y) {
            float sum = 0;
            int n = 0;
            for (int i = 0; i < 4; i++) {
                int px = x + i % 2;
                int py = y + i / 2;
                if (px < width && py < height && !Float.isNaN(values[py * width + px])) {
                    sum += values[py * width + px];
                    n++;
                }
            }
            return n == 0 ? Float.NaN : sum / n;
        }
    }

    /** A field of a directory: its type, number of values, and their bytes. */
    private record Field(int type, long count, byte[] value) {
        static Field shorts(int... values) {
            ByteBuffer bytes = littleEndian(2 * values.length);
            for (int value : values) {
                bytes.putShort((short) value);
            }
            return new Field(SHORT, values.length, bytes.array());
        }

        static Field longs(List<Long> values) {
            ByteBuffer bytes = littleEndian(Long.BYTES * values.size());
            values.forEach(bytes::putLong);
            return new Field(LONG8, values.size(), bytes.array());
        }

        static Field text(String text) {
            byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
            return new Field(ASCII, bytes.length, bytes);
        }
    }

    /**
     * @param mpp um per map pixel
     * @param names of the channels
     * @param planeOf channel {@code c}, {@code [y * width + x]}, not a number where there is nothing; asked for once each
     */
    public static void write(
            Path file, int width, int height, double mpp, List<String> names, IntFunction<float[]> planeOf)
            throws IOException {
        AtomicFile.write(file, temporary -> {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                new OmeTiff(channel).write(width, height, OmeXml.of(width, height, mpp, names), names.size(), planeOf);
            }
        });
    }

    private void write(int width, int height, String xml, int planes, IntFunction<float[]> planeOf) throws IOException {
        long pointer = HEADER_BYTES - Long.BYTES;
        ByteBuffer header = littleEndian(HEADER_BYTES);
        header.put((byte) 'I')
                .put((byte) 'I')
                .putShort((short) 43)
                .putShort((short) 8)
                .putShort((short) 0)
                .putLong(0);
        channel.write(header.flip(), 0);
        for (int c = 0; c < planes; c++) {
            Level level = new Level(width, height, planeOf.apply(c));
            Map<Integer, Field> fields = directory(level, false);
            List<Long> smaller = new ArrayList<>();
            while (Math.max(level.width(), level.height()) > TILE) {
                level = level.half();
                smaller.add(append(directory(level, true)));
            }
            if (!smaller.isEmpty()) {
                fields.put(330, Field.longs(smaller)); // SubIFDs
            }
            if (c == 0) {
                fields.put(270, Field.text(xml)); // ImageDescription
            }
            long at = append(fields);
            channel.write(littleEndian(Long.BYTES).putLong(at).flip(), pointer);
            pointer = at + Long.BYTES + (long) fields.size() * ENTRY_BYTES;
        }
    }

    /** Writes the tiles of a level; returns the directory that describes it. */
    private Map<Integer, Field> directory(Level level, boolean reduced) throws IOException {
        List<Long> offsets = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        for (int y = 0; y < level.height(); y += TILE) {
            for (int x = 0; x < level.width(); x += TILE) {
                byte[] tile = deflated(level, x, y);
                offsets.add(end);
                sizes.add((long) tile.length);
                append(tile);
            }
        }
        Map<Integer, Field> fields = new TreeMap<>();
        fields.put(254, Field.longs(List.of(reduced ? 1L : 0L))); // NewSubfileType
        fields.put(256, Field.longs(List.of((long) level.width())));
        fields.put(257, Field.longs(List.of((long) level.height())));
        fields.put(258, Field.shorts(Float.SIZE)); // BitsPerSample
        fields.put(259, Field.shorts(8)); // Compression: deflate
        fields.put(262, Field.shorts(1)); // PhotometricInterpretation: black is zero
        fields.put(277, Field.shorts(1)); // SamplesPerPixel
        fields.put(322, Field.shorts(TILE));
        fields.put(323, Field.shorts(TILE));
        fields.put(324, Field.longs(offsets));
        fields.put(325, Field.longs(sizes));
        fields.put(339, Field.shorts(3)); // SampleFormat: floating point
        return fields;
    }

    private static byte[] deflated(Level level, int left, int top) throws IOException {
        ByteBuffer tile = littleEndian(TILE * TILE * Float.BYTES);
        for (int y = top; y < top + TILE; y++) {
            for (int x = left; x < left + TILE; x++) {
                boolean inside = x < level.width() && y < level.height();
                tile.putFloat(inside ? level.values()[y * level.width() + x] : Float.NaN);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(tile.array());
        }
        return bytes.toByteArray();
    }

    /** Writes a directory, without a next one; returns where it lies. */
    private long append(Map<Integer, Field> fields) throws IOException {
        Map<Integer, Long> far = new TreeMap<>();
        for (Map.Entry<Integer, Field> field : fields.entrySet()) {
            if (field.getValue().value().length > Long.BYTES) {
                far.put(field.getKey(), end);
                append(field.getValue().value());
            }
        }
        ByteBuffer bytes = littleEndian(2 * Long.BYTES + fields.size() * ENTRY_BYTES);
        bytes.putLong(fields.size());
        fields.forEach((tag, field) -> {
            bytes.putShort(tag.shortValue()).putShort((short) field.type()).putLong(field.count());
            if (far.containsKey(tag)) {
                bytes.putLong(far.get(tag));
            } else {
                bytes.put(field.value()).position(bytes.position() + Long.BYTES - field.value().length);
            }
        });
        long at = end;
        append(bytes.array());
        return at;
    }

    /** Keeps the next offset even, as TIFF asks. */
    private void append(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, end + buffer.position());
        }
        end += bytes.length + bytes.length % 2;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
