package org.heclip.slide;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** JPEG blocks of a TIFF whose tables are kept apart (TIFF technical note 2), decoded to grey, RGB or inks. */
final class JpegBlocks implements AutoCloseable {
    private final byte[] tables;
    private final boolean ycbcr;
    private final Queue<JpegDecoder> idle = new ConcurrentLinkedQueue<>();
    private final Queue<TurboJpeg> idleNative = new ConcurrentLinkedQueue<>();

    private JpegBlocks(byte[] tables, boolean ycbcr) {
        this.tables = tables;
        this.ycbcr = ycbcr;
    }

    /**
     * @param tables an abbreviated JPEG stream, or empty
     * @param ycbcr what the TIFF says of three components; what a block's own markers say does not matter
     * @throws IOException when the tables are damaged
     */
    static JpegBlocks of(byte[] tables, boolean ycbcr) throws IOException {
        byte[] segments = tables.length == 0
                ? tables
                : JpegHead.read(new ByteArrayInputStream(tables)).segments();
        return new JpegBlocks(segments, ycbcr);
    }

    /**
     * Fills {@code pixels}, {@code [rows][width][1, 3 or 4]}, with grey, RGB, or inks as they are stored.
     *
     * @throws IOException when the block is damaged or of another size
     */
    void decode(byte[] block, int width, int rows, int components, byte[] pixels) throws IOException {
        JpegHead head = JpegHead.read(new ByteArrayInputStream(block));
        if (head.width() != width || head.height() < rows || head.components() != components) {
            throw new IOException("a JPEG block of %d x %d pixels and %d components where %d x %d and %d belong"
                    .formatted(head.width(), head.height(), head.components(), width, rows, components));
        } else if (head.scan() < 0) {
            throw new IOException("a JPEG block without pixels");
        }
        if (head.isProgressive()) {
            JpegHead.requireFewScans(new ByteArrayInputStream(block));
        }
        int scan = (int) head.scan();
        byte[] start = head.start(tables, ycbcr);
        // more rows than are wanted are decoded only as far as they are by Java
        boolean isExact = head.height() == rows;
        if (isExact && TurboJpeg.decodes(head) && decodeNatively(head, start, block, scan, pixels)) {
            return;
        }
        if (components == JpegInks.INKS) {
            JpegInks.decode(head, start, block, width, rows, pixels);
            return;
        }
        JpegDecoder decoder = idle.poll();
        if (decoder == null) {
            decoder = new JpegDecoder();
        }
        boolean good = false;
        try {
            decoder.decode(
                    start,
                    (position, into, at, length) -> copy(block, scan + position, into, at, length),
                    width,
                    rows,
                    components,
                    pixels);
            good = true;
        } finally {
            // one that failed is not used again
            if (good) {
                idle.add(decoder);
            } else {
                decoder.close();
            }
        }
    }

    private boolean decodeNatively(JpegHead head, byte[] start, byte[] block, int scan, byte[] pixels) {
        TurboJpeg decoder = idleNative.poll();
        if (decoder == null) {
            decoder = new TurboJpeg();
        }
        try {
            return decoder.decode(head, start, block, scan, pixels);
        } finally {
            idleNative.add(decoder);
        }
    }

    private static int copy(byte[] block, long from, byte[] into, int at, int length) {
        int count = (int) Math.min(length, block.length - from);
        if (count <= 0) {
            return -1;
        }
        System.arraycopy(block, (int) from, into, at, count);
        return count;
    }

    @Override
    public void close() {
        idle.forEach(JpegDecoder::close);
        idleNative.forEach(TurboJpeg::close);
    }
}
