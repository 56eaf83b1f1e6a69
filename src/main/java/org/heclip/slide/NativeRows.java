package org.heclip.slide;

import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Rows of grey or RGB of 8 bits, outside the heap, some rows in each piece: the system hands out memory page by page, which
 * takes nearly as long as decoding, and so another thread asks for the pieces ahead of the decoder. Written by one thread, then
 * read by any.
 */
final class NativeRows implements Pixels {
    private static final int PIECE_BYTES = 4 << 20;

    private final int width;
    private final int height;
    private final int components;
    private final int rowsOfPiece;
    private final CompletableFuture<ByteBuffer>[] pieces;
    private volatile boolean isGivenUp;

    private NativeRows(int width, int height, int components, int rowsOfPiece) {
        this.width = width;
        this.height = height;
        this.components = components;
        this.rowsOfPiece = rowsOfPiece;
        this.pieces = futures((height - 1) / rowsOfPiece + 1);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static CompletableFuture<ByteBuffer>[] futures(int count) {
        CompletableFuture<ByteBuffer>[] all = new CompletableFuture[count];
        java.util.Arrays.setAll(all, i -> new CompletableFuture<>());
        return all;
    }

    /** To be written; the memory comes while it is. */
    static NativeRows begin(int width, int height, int components) {
        NativeRows rows = new NativeRows(width, height, components, Math.max(1, PIECE_BYTES / (width * components)));
        Thread thread = new Thread(rows::allocate, "memory of an image");
        thread.setDaemon(true);
        thread.start();
        return rows;
    }

    /** Over rows that lie in one piece, {@code [height][width][components]}, and are not copied. */
    static NativeRows of(ByteBuffer pixels, int width, int height, int components) {
        NativeRows rows = new NativeRows(width, height, components, height);
        rows.pieces[0].complete(pixels);
        return rows;
    }

    private void allocate() {
        for (int i = 0; i < pieces.length && !isGivenUp; i++) {
            int rows = Math.min(rowsOfPiece, height - i * rowsOfPiece);
            try {
                pieces[i].complete(ByteBuffer.allocateDirect(rows * width * components));
            } catch (OutOfMemoryError e) {
                for (int rest = i; rest < pieces.length; rest++) {
                    pieces[rest].completeExceptionally(e);
                }
                return;
            }
        }
    }

    /** Ends the asking for memory when decoding has failed. */
    void giveUp() {
        isGivenUp = true;
    }

    /** @throws OutOfMemoryError when there is not that much memory */
    private ByteBuffer piece(int y) {
        try {
            return pieces[y / rowsOfPiece].join();
        } catch (CompletionException e) {
            throw (OutOfMemoryError) e.getCause();
        }
    }

    private int start(int x, int y) {
        return (y % rowsOfPiece * width + x) * components;
    }

    /** An image that a decoder writes whole rows to, as its {@code setRect}; nothing else can be done with it. */
    BufferedImage target() {
        int[] order = components == 1 ? new int[] {0} : new int[] {0, 1, 2};
        PixelInterleavedSampleModel rows = new PixelInterleavedSampleModel(
                DataBuffer.TYPE_BYTE, width, height, components, width * components, order);
        ComponentColorModel colours = new ComponentColorModel(
                ColorSpace.getInstance(components == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
                false,
                false,
                Transparency.OPAQUE,
                DataBuffer.TYPE_BYTE);
        return new BufferedImage(colours, new Target(rows), false, null);
    }

    private final class Target extends WritableRaster {
        Target(PixelInterleavedSampleModel rows) {
            super(rows, new DataBufferByte(1), new Point(0, 0));
        }

        @Override
        public void setRect(int x, int y, Raster source) {
            byte[] samples = ((DataBufferByte) source.getDataBuffer()).getData();
            int length = width * components;
            if (x != 0 || source.getWidth() != width || samples.length != source.getHeight() * length) {
                throw new IllegalStateException("a decoder that writes other than whole rows");
            }
            for (int row = 0; row < source.getHeight(); row++) {
                piece(y + row).put(start(0, y + row), samples, row * length, length);
            }
        }
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public void copy(int x, int y, RgbImage target) {
        int fromX = Math.max(0, x);
        int toX = (int) Math.min(width, (long) x + target.width());
        int toY = (int) Math.min(height, (long) y + target.height());
        byte[] grey = new byte[components == 1 && fromX < toX ? toX - fromX : 0];
        for (int row = Math.max(0, y); row < toY && fromX < toX; row++) {
            int at = ((row - y) * target.width() + fromX - x) * RgbImage.CHANNELS;
            if (components == RgbImage.CHANNELS) {
                piece(row).get(start(fromX, row), target.pixels(), at, (toX - fromX) * RgbImage.CHANNELS);
            } else {
                piece(row).get(start(fromX, row), grey);
                for (byte sample : grey) {
                    target.pixels()[at] = sample;
                    target.pixels()[at + 1] = sample;
                    target.pixels()[at + 2] = sample;
                    at += RgbImage.CHANNELS;
                }
            }
        }
    }
}
