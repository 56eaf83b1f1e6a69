package org.heclip.slide;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/** JPEG blocks of a TIFF whose tables are kept apart (TIFF technical note 2), decoded to their stored components. */
final class JpegBlocks implements AutoCloseable {
    private static final String DECODER = "com.sun.imageio.plugins.jpeg.JPEGImageReader";
    /** Start and end of image, two bytes each. */
    private static final int MARKER = 2;

    private final byte[] tables;
    private final Queue<ImageReader> idle = new ConcurrentLinkedQueue<>();

    /** @param tables an abbreviated JPEG stream, or empty */
    JpegBlocks(byte[] tables) {
        this.tables = tables;
    }

    /**
     * Interleaved components, {@code [rows][width][channels]}, no colour conversion.
     *
     * @throws IOException when the block is damaged or of another size
     */
    byte[] decode(byte[] block, int width, int rows, int channels) throws IOException {
        ImageReader reader = idle.poll();
        if (reader == null) {
            reader = decoder();
        }
        // a reader that failed is not used again
        try (ImageInputStream in = new ByteArrayImageInputStream(joined(block))) {
            boolean[] damaged = new boolean[1];
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener((source, warning) -> damaged[0] |= DecodedSlide.isDamage(warning));
            Raster raster = reader.readRaster(0, null);
            if (damaged[0]) {
                throw new IOException("damaged JPEG data");
            }
            byte[] components = components(raster, width, rows, channels);
            reader.reset();
            idle.add(reader);
            return components;
        }
    }

    private static byte[] components(Raster raster, int width, int rows, int channels) throws IOException {
        if (raster.getWidth() != width || raster.getHeight() < rows || raster.getNumBands() != channels) {
            throw new IOException("a JPEG block of %d x %d pixels and %d components where %d x %d and %d belong"
                    .formatted(raster.getWidth(), raster.getHeight(), raster.getNumBands(), width, rows, channels));
        }
        PixelInterleavedSampleModel model = (PixelInterleavedSampleModel) raster.getSampleModel();
        boolean inOrder = model.getPixelStride() == channels && model.getScanlineStride() == width * channels;
        for (int c = 0; c < channels; c++) {
            inOrder &= model.getBandOffsets()[c] == c;
        }
        if (!inOrder) {
            throw new IOException("a JPEG decoder that puts components in another order");
        }
        return ((DataBufferByte) raster.getDataBuffer()).getData();
    }

    private byte[] joined(byte[] block) {
        if (tables.length <= 2 * MARKER || block.length < MARKER) {
            return block;
        }
        byte[] whole = new byte[tables.length - 2 * MARKER + block.length];
        System.arraycopy(tables, 0, whole, 0, tables.length - MARKER);
        System.arraycopy(block, MARKER, whole, tables.length - MARKER, block.length - MARKER);
        return whole;
    }

    /** The JDK's, by name: which decoder runs must not depend on what else is on the class path. */
    private static ImageReader decoder() throws IOException {
        Iterator<ImageReaderSpi> all =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
        while (all.hasNext()) {
            ImageReaderSpi provider = all.next();
            if (provider.getPluginClassName().equals(DECODER)) {
                return provider.createReaderInstance();
            }
        }
        throw new IllegalStateException("this Java has no JPEG decoder (module java.desktop)");
    }

    @Override
    public void close() {
        idle.forEach(ImageReader::dispose);
    }
}
