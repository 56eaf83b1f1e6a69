package org.heclip.slide;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** The pixels of a plain PNG: one thread inflates, the caller's undoes filters. */
final class PngPixels {
    private static final int GROUP_BYTES = 1 << 20;
    private static final int GROUPS = 4;

    private final PngFile file;
    private final int rowBytes;
    private final int rowsPerGroup;
    private final BlockingQueue<byte[]> empty = new ArrayBlockingQueue<>(GROUPS + 1);
    private final BlockingQueue<byte[]> full = new ArrayBlockingQueue<>(GROUPS + 1);
    /** Set before the array without bytes that tells of it. */
    private volatile Exception failure;

    private PngPixels(PngFile file) {
        this.file = file;
        this.rowBytes = file.width() * RgbImage.CHANNELS;
        this.rowsPerGroup = Math.max(1, GROUP_BYTES / rowBytes);
    }

    /**
     * RGB {@code [height][width][3]}.
     *
     * @throws IOException when the file is damaged or cut off
     */
    static byte[] read(PngFile file) throws IOException {
        PngPixels reading = new PngPixels(file);
        for (int i = 0; i < GROUPS; i++) {
            reading.empty.add(new byte[reading.rowsPerGroup * (reading.rowBytes + 1)]);
        }
        Thread inflating = new Thread(reading::inflate, "png");
        inflating.setDaemon(true);
        inflating.start();
        try {
            byte[] pixels = reading.unfiltered();
            inflating.join();
            return pixels;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            inflating.interrupt();
        }
    }

    private void inflate() {
        try {
            for (int y = 0; y < file.height(); y += rowsPerGroup) {
                byte[] group = empty.take();
                file.inflate(group, rowsFrom(y) * (rowBytes + 1));
                if (y + rowsPerGroup >= file.height()) {
                    file.finish();
                }
                full.add(group);
            }
        } catch (IOException | RuntimeException | InterruptedException e) {
            failure = e;
            full.add(new byte[0]);
        }
    }

    private int rowsFrom(int y) {
        return Math.min(rowsPerGroup, file.height() - y);
    }

    private byte[] unfiltered() throws IOException, InterruptedException {
        byte[] pixels = new byte[rowBytes * file.height()];
        for (int y = 0; y < file.height(); y += rowsPerGroup) {
            byte[] group = full.take();
            if (group.length == 0) {
                throw new IOException(failure);
            }
            for (int row = 0; row < rowsFrom(y); row++) {
                PngFile.unfilter(group, row * (rowBytes + 1), pixels, (y + row) * rowBytes, rowBytes);
            }
            empty.add(group);
        }
        return pixels;
    }
}
