package org.heclip.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.heclip.report.ReportInput.Positions;
import org.heclip.report.ReportInput.TissueImage;
import org.junit.jupiter.api.Test;

class SpotMapTest {
    /** Two spots at 1,000 and 2,000 px in both directions; the picture spans 0 to 3,000 px in 300. */
    private static final Positions SPOTS =
            new Positions(new double[] {1000, 2000, 1000}, new double[] {1000, 2000, 2000}, 500);

    @Test
    void spotsHaveTheirColoursAtTheirPlaces() throws IOException {
        BufferedImage picture = picture(new SpotMap(Optional.empty(), SPOTS, SpotMap.SMALL)
                .values(new double[] {0, 1, 0.5}, new SpotMap.Range(0, 1)));

        assertEquals(300, picture.getWidth());
        assertNear(0x440154, picture.getRGB(100, 100));
        assertNear(0xfde725, picture.getRGB(200, 200));
        assertNear(0x21918c, picture.getRGB(100, 200));
        assertNear(0xffffff, picture.getRGB(20, 280));
    }

    @Test
    void tissueLiesUnderItsSpots() throws IOException {
        // 40 x 40 image pixels for 4,000 x 4,000: left half red, right half blue
        byte[] rgb = new byte[3 * 40 * 40];
        for (int i = 0; i < 40 * 40; i++) {
            rgb[3 * i + (i % 40 < 20 ? 0 : 2)] = (byte) 255;
        }
        BufferedImage picture =
                picture(new SpotMap(Optional.of(new TissueImage(40, 40, rgb, 0.01)), SPOTS, SpotMap.SMALL).tissue());

        assertNear(0xff0000, picture.getRGB(100, 150));
        assertNear(0x0000ff, picture.getRGB(280, 150));
    }

    @Test
    void rangeLeavesOneExtremeSpotOut() {
        double[] values = new double[201];
        Arrays.setAll(values, s -> s);
        values[200] = 1e6;

        assertTrue(SpotMap.Range.of(values).high() < 201);
        assertEquals(0, new SpotMap.Range(2, 2).part(2));
    }

    @Test
    void axisEndsOnRoundTicksThatHoldTheValues() {
        Axis axis = Axis.holding(-0.13, 0.47, 0, 100);

        assertEquals(-0.2, axis.low(), 1e-12);
        assertEquals(0.6, axis.high(), 1e-12);
        assertEquals("0.0", axis.label(axis.ticks().get(1)));
        assertEquals(25, axis.at(0), 1e-9);
        assertTrue(Axis.holding(3, 3, 0, 100).high() > 3);
    }

    private static void assertNear(int expected, int found) {
        Color a = new Color(expected);
        Color b = new Color(found);
        int difference = Math.abs(a.getRed() - b.getRed())
                + Math.abs(a.getGreen() - b.getGreen())
                + Math.abs(a.getBlue() - b.getBlue());
        assertTrue(difference < 25, Integer.toHexString(found) + ", expected " + Integer.toHexString(expected));
    }

    private static BufferedImage picture(String dataUri) throws IOException {
        String base64 = dataUri.substring("data:image/jpeg;base64,".length());
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    }
}
