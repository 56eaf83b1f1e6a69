package org.heclip.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHeaderTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "tif"})
    void sizeIsReadFromTheHeader(String format) throws IOException {
        Path file = dir.resolve("slide." + format);
        assertTrue(ImageIO.write(new BufferedImage(37, 21, BufferedImage.TYPE_INT_RGB), format, file.toFile()));
        assertEquals(new ImageHeader(37, 21), ImageHeader.read(file));
    }

    /** A whole-slide BigTIFF of 7 GB by its header (TIFF 6.0 tags, BigTIFF offsets), without its pixels. */
    @Test
    void aSlideTooLargeToDecodeHasASizeToo() throws IOException {
        int[][] tags = {
            {256, 4, 60000}, {257, 4, 40000}, {258, 3, 8}, {259, 3, 1}, {262, 3, 1}, {277, 3, 1}, {278, 4, 40000}
        };
        ByteBuffer out =
                ByteBuffer.allocate(16 + 8 + 20 * (tags.length + 2) + 8).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 'I')
                .put((byte) 'I')
                .putShort((short) 43)
                .putShort((short) 8)
                .putShort((short) 0)
                .putLong(16);
        out.putLong(tags.length + 2);
        for (int[] tag : tags) {
            entry(out, tag[0], tag[1], tag[2]);
            if (tag[0] == 262) {
                entry(out, 273, 4, 8);
            }
        }
        entry(out, 279, 4, 1);
        out.putLong(0);
        Path file = Files.write(dir.resolve("slide.tif"), out.array());
        assertEquals(new ImageHeader(60000, 40000), ImageHeader.read(file));
    }

    private static void entry(ByteBuffer out, int tag, int type, int value) {
        out.putShort((short) tag).putShort((short) type).putLong(1).putLong(value);
    }
}
