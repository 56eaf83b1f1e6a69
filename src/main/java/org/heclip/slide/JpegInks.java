package org.heclip.slide;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.Rectangle;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * JPEG blocks of four inks in a TIFF. They are taken as they are stored, as libtiff has it: an Adobe marker, by which a JPEG
 * file says that its inks are inverted, does not matter. Of YCCK, which no TIFF can say that it is, readers disagree.
 */
final class JpegInks {
    static final int INKS = 4;
    private static final int YCCK = 2;

    private JpegInks() {}

    /**
     * Fills {@code pixels}, {@code [rows][width][4]}.
     *
     * @param start of the stream to its first scan
     * @throws IOException when the block is damaged, or its inks are YCCK
     */
    static void decode(JpegHead head, byte[] start, byte[] block, int width, int rows, byte[] pixels)
            throws IOException {
        if (head.transform() == YCCK) {
            throw new IOException("a JPEG block of YCCK, of which readers of TIFF disagree, where CMYK belongs");
        }
        int scans = block.length - (int) head.scan();
        byte[] stream = Arrays.copyOf(start, start.length + scans);
        System.arraycopy(block, (int) head.scan(), stream, start.length, scans);
        List<String> damage = new ArrayList<>();
        ImageReader reader = Slides.jpegReader();
        try (ByteArrayImageInputStream in = new ByteArrayImageInputStream(stream)) {
            reader.addIIOReadWarningListener((source, warning) -> damage.add(warning));
            reader.setInput(in, true, true);
            ImageReadParam part = reader.getDefaultReadParam();
            part.setSourceRegion(new Rectangle(width, rows));
            Raster inks = reader.readRaster(0, part);
            for (String warning : damage) {
                if (DecodedSlide.isDamage(warning)) {
                    throw new IOException(warning);
                }
            }
            byte[] samples = ((DataBufferByte) inks.getDataBuffer()).getData();
            if (samples.length != pixels.length) {
                throw new IOException("a JPEG block of " + samples.length + " samples");
            }
            System.arraycopy(samples, 0, pixels, 0, samples.length);
        } finally {
            reader.dispose();
        }
    }
}
