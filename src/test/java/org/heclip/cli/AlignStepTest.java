package org.heclip.cli;

import static org.heclip.cli.MadeUpSection.HEIGHT;
import static org.heclip.cli.MadeUpSection.SPOTS;
import static org.heclip.cli.MadeUpSection.WIDTH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.heclip.slide.RgbImage;
import org.heclip.slide.Slide;
import org.heclip.slide.Slides;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** align as it is run. */
class AlignStepTest {
    private MadeUpSection made;

    @BeforeEach
    void writeSection(@TempDir Path folder) throws IOException {
        made = new MadeUpSection(folder);
    }

    @Test
    void alignAddsTissueThumbnailsAndOrientation() {
        int status = align(made.image());
        assertEquals(ExitCode.DONE, status, made.errors());
        AnnData aligned = H5ad.read(made.out("a.h5ad"));
        double[] fractions =
                ((Column.Doubles) aligned.obs().column("tissue_fraction").orElseThrow()).values();
        assertEquals(1, fractions[0]);
        Map<?, ?> heclip = (Map<?, ?>) aligned.uns().get("heclip");
        assertTrue(heclip.containsKey("orientation_margin") && heclip.containsKey("align_warnings"));
        Map<?, ?> spatial = (Map<?, ?>) ((Map<?, ?>) aligned.uns().get("spatial")).get("A");
        NdArray hires = (NdArray) ((Map<?, ?>) spatial.get("images")).get("hires");
        assertArrayEquals(new int[] {HEIGHT, WIDTH, 3}, hires.shape());
        assertArrayEquals(pixels(made.image()).pixels(), (byte[]) hires.values());
        Map<?, ?> factors = (Map<?, ?>) spatial.get("scalefactors");
        assertEquals(1.0, factors.get("tissue_hires_scalef"));
        assertEquals(14.0, factors.get("spot_diameter_fullres"));
    }

    @Test
    void theHiresImageGivenForFullResolutionIsNamed() throws IOException {
        AnnData large = H5ad.read(made.section());
        double[] xy = ((double[]) large.obsm().get("spatial").values()).clone();
        for (int i = 0; i < xy.length; i++) {
            xy[i] *= 10;
        }
        Map<String, Object> factors = Map.of("spot_diameter_fullres", 140.0, "tissue_hires_scalef", 0.1);
        H5ad.write(
                made.section(),
                large.withObsm("spatial", NdArray.of(SPOTS, 2, xy))
                        .withUns("spatial", Map.of("A", Map.of("scalefactors", factors))));
        made.assertRefused(align(made.image()), "is the smaller one of", "tissue_hires_scalef = 0.1");
    }

    @Test
    void anotherImageThanTheSectionsIsRefused() throws IOException {
        Path other = made.folder().resolve("other.png");
        ImageIO.write(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB), "png", other.toFile());
        made.assertRefused(align(other), "other.png", "SHA-256");
    }

    @Test
    void aMissingEntryOfTheSectionIsNamed() throws IOException {
        made.write(Map.of("image_scale", "absent"));
        made.assertRefused(align(made.image()), "uns/heclip/image_scale");
    }

    @Test
    void spotsBesideTheImageAreLeftOutWhenAskedForAndTheOthersCounted() throws IOException {
        AnnData data = H5ad.read(made.section());
        double[] xy = ((double[]) data.obsm().get("spatial").values()).clone();
        xy[0] = -15;
        H5ad.write(made.section(), data.withObsm("spatial", NdArray.of(SPOTS, 2, xy)));
        int status = made.run(
                new Align(),
                "--section",
                made.section(),
                "--image",
                made.image(),
                "--edge",
                "drop",
                "--count",
                made.out("count.txt"),
                "--output",
                made.out("a.h5ad"));
        assertEquals(ExitCode.DONE, status, made.errors());
        assertTrue(made.errors().contains("left out 1 of 24 spots, which lie beside the image"), made.errors());
        assertEquals("23\n", Files.readString(made.out("count.txt")));
        assertEquals(23, H5ad.read(made.out("a.h5ad")).obs().size());
    }

    /** Stains of their own directions, more eosin and less haematoxylin from column to column of spots. */
    @Test
    void stainsOfSpotsAreToldApartByTheSectionsOwnVectors() throws IOException {
        double[] h = {0.64, 0.70, 0.32};
        double[] e = {0.35, 0.75, 0.56};
        Random random = new Random(3);
        BufferedImage stained = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            double share = Math.min(5, Math.max(0, (i % WIDTH - 6) / 28)) / 5.0;
            boolean isNucleus = random.nextDouble() > share;
            double amount = 0.6 + 0.6 * random.nextDouble();
            int rgb = 0;
            for (int c = 0; c < 3; c++) {
                rgb = rgb << 8 | (int) Math.round(240 * Math.exp(-amount * (isNucleus ? h[c] : e[c])) - 1);
            }
            stained.setRGB(i % WIDTH, i / WIDTH, rgb);
        }
        made.write(stained);
        made.write(Map.of());
        assertEquals(0, align(made.image()), made.errors());
        AnnData aligned = H5ad.read(made.out("a.h5ad"));
        Map<?, ?> heclip = (Map<?, ?>) aligned.uns().get("heclip");
        assertEquals("macenko", heclip.get("od_vectors_source"));
        double[] vectors = (double[]) ((NdArray) heclip.get("od_vectors")).values();
        for (int c = 0; c < 3; c++) {
            assertEquals(h[c], vectors[c], 0.05);
            assertEquals(e[c], vectors[3 + c], 0.05);
        }
        double[] eosin = ((Column.Doubles) aligned.obs().column("eosin_od").orElseThrow()).values();
        double[] haematoxylin =
                ((Column.Doubles) aligned.obs().column("haematoxylin_od").orElseThrow()).values();
        for (int s = 0; s < SPOTS; s++) {
            assertEquals(0.9 * (s % 6) / 5, eosin[s], 0.1, "spot " + s);
            assertEquals(0.9 * (5 - s % 6) / 5, haematoxylin[s], 0.1, "spot " + s);
        }
    }

    @Test
    void withoutTwoStainsTheFixedVectorsAreUsedAndNamed() {
        assertEquals(0, align(made.image()), made.errors());
        Map<?, ?> heclip = (Map<?, ?>) H5ad.read(made.out("a.h5ad")).uns().get("heclip");
        assertTrue(heclip.get("od_vectors_source").toString().startsWith("ruifrok: "), heclip.toString());
        assertFalse(heclip.containsKey("od_vectors"));
    }

    private int align(Path image) {
        return made.run(new Align(), "--section", made.section(), "--image", image, "--output", made.out("a.h5ad"));
    }

    private static RgbImage pixels(Path image) {
        try (Slide slide = Slides.open(image)) {
            return slide.readRegion(0, 0, slide.width(), slide.height());
        }
    }
}
