package org.heclip.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;

class TileHashTest {
    private static final int PX = 112;

    @Test
    void anotherEncodingScaleBrightnessOrTurnIsTheSameTile() throws IOException {
        BufferedImage tissue = tissue(1);
        TileHash hash = hash(tissue);

        assertSame(hash, reencoded(tissue, 0.4f));
        assertSame(hash, scaled(tissue, 150));
        assertSame(hash, brighter(tissue));
        assertSame(hash, turned(tissue));
    }

    private static void assertSame(TileHash hash, BufferedImage other) {
        int distance = hash.distance(hash(other));
        assertTrue(distance <= TileHash.SAME, "distance " + distance);
    }

    @Test
    void otherTissueIsAnotherTile() {
        int nearest = 256;
        for (int seed = 2; seed < 30; seed++) {
            nearest = Math.min(nearest, hash(tissue(1)).distance(hash(tissue(seed))));
        }
        assertTrue(nearest > TileHash.SAME + 20, "nearest " + nearest);
    }

    @Test
    void backgroundHasNoHash() {
        byte[] white = new byte[3 * PX * PX];
        Random random = new Random(1);
        for (int i = 0; i < white.length; i++) {
            white[i] = (byte) (240 + random.nextInt(6));
        }
        assertNull(TileHash.of(white, PX));
    }

    @Test
    void aTileIsItself() {
        assertEquals(0, hash(tissue(3)).distance(hash(tissue(3))));
    }

    private static TileHash hash(BufferedImage image) {
        byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
        for (int i = 0; i < rgb.length / 3; i++) {
            int colour = image.getRGB(i % image.getWidth(), i / image.getWidth());
            rgb[3 * i] = (byte) (colour >> 16);
            rgb[3 * i + 1] = (byte) (colour >> 8);
            rgb[3 * i + 2] = (byte) colour;
        }
        return TileHash.of(rgb, image.getWidth());
    }

    /** Dark nuclei on pink. */
    private static BufferedImage tissue(long seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(PX, PX, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(new Color(230, 170, 200));
        graphics.fillRect(0, 0, PX, PX);
        graphics.setColor(new Color(90, 50, 130));
        for (int nucleus = 0; nucleus < 60; nucleus++) {
            graphics.fillOval(random.nextInt(PX), random.nextInt(PX), 5 + random.nextInt(7), 5 + random.nextInt(7));
        }
        graphics.dispose();
        return image;
    }

    private static BufferedImage reencoded(BufferedImage image, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        }
        writer.dispose();
        return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static BufferedImage scaled(BufferedImage image, int px) {
        BufferedImage other = new BufferedImage(px, px, BufferedImage.TYPE_INT_RGB);
        other.createGraphics().drawImage(image.getScaledInstance(px, px, Image.SCALE_SMOOTH), 0, 0, null);
        return other;
    }

    private static BufferedImage brighter(BufferedImage image) {
        BufferedImage other = new BufferedImage(PX, PX, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < PX * PX; i++) {
            Color colour = new Color(image.getRGB(i % PX, i / PX));
            other.setRGB(
                    i % PX,
                    i / PX,
                    new Color(
                                    Math.min(255, colour.getRed() + 12),
                                    Math.min(255, colour.getGreen() + 9),
                                    Math.min(255, colour.getBlue() + 15))
                            .getRGB());
        }
        return other;
    }

    private static BufferedImage turned(BufferedImage image) {
        BufferedImage other = new BufferedImage(PX, PX, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < PX * PX; i++) {
            other.setRGB(PX - 1 - i / PX, i % PX, image.getRGB(i % PX, i / PX));
        }
        return other;
    }
}
