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
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.TileReader;
import org.heclip.slide.Slide;
import org.heclip.slide.Slides;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tile as it is run. */
class TileStepTest {
    private MadeUpSection made;

    @BeforeEach
    void writeSection(@TempDir Path folder) throws IOException {
        made = new MadeUpSection(folder);
    }

    @Test
    void tilesAreTheSquaresAroundTheSpots() {
        int status = tile(32, "native", "t.h5ad");
        assertEquals(ExitCode.DONE, status, made.errors());
        assertFalse(made.errors().contains("padded"), made.errors());
        try (TileReader tiles = TileReader.open(made.out("t.h5ad"));
                Slide slide = Slides.open(made.image())) {
            assertEquals(SPOTS, tiles.size());
            for (int s = 0; s < SPOTS; s++) {
                byte[] square = slide.readRegion(4 + 28 * (s % 6), 24 + 28 * (s / 6), 32, 32)
                        .pixels();
                assertArrayEquals(square, tiles.read(s));
            }
        }
        AnnData data = H5ad.read(made.out("t.h5ad"));
        assertTrue(data.x().isEmpty());
        assertArrayEquals(new int[] {SPOTS, 18}, data.obsm().get("colour").shape());
        assertEquals(32, ((Number) ((Map<?, ?>) data.uns().get("heclip")).get("tile_px")).intValue());
        assertEquals(1.0, ((Map<?, ?>) data.uns().get("heclip")).get("tile_mpp"));
    }

    @Test
    void tilesOverTheEdgeAreCounted() {
        assertEquals(ExitCode.DONE, tile(32, "2", "t.h5ad"));
        assertTrue(made.errors().contains("4 of 24 tiles reach over the image's edge"), made.errors());
    }

    @Test
    void aPixelSizeNeedsTheImages() throws IOException {
        made.write(Map.of("mpp", "absent"));
        made.assertRefused(
                made.run(
                        new Tile(),
                        "--section",
                        made.section(),
                        "--image",
                        made.image(),
                        "--output",
                        made.out("t.h5ad")),
                "--tile-mpp 0.5",
                "pixel size of the image is not known");
    }

    @Test
    void whatIsNoImageIsRefused() throws IOException {
        Path text = Files.writeString(made.folder().resolve("text.png"), "not an image at all");
        made.assertRefused(
                made.run(new Tile(), "--section", made.section(), "--image", text, "--output", made.out("t.h5ad")),
                "text.png",
                "signature");
    }

    /** Ingest chose that the image is looked at turned by a quarter; later steps do as it says. */
    @Test
    void aTurnedImageIsCutAsItsSectionSays() throws IOException {
        made.write(Map.of("image_orientation", 6, "image_width", HEIGHT, "image_height", WIDTH));
        int status = tile(9, "native", "tiles.h5ad");
        assertEquals(0, status, made.errors());
        BufferedImage stored = MadeUpSection.picture();
        byte[] tile;
        try (TileReader tiles = TileReader.open(made.out("tiles.h5ad"))) {
            tile = tiles.read(0);
        }
        // the first spot is at (20, 40) of the turned image, whose (x, y) is (y, height - 1 - x) of the stored one
        int rgb = stored.getRGB(40, HEIGHT - 1 - 20);
        int centre = (4 * 9 + 4) * 3;
        assertEquals(rgb >> 16 & 0xff, tile[centre] & 0xff);
        assertEquals(rgb >> 8 & 0xff, tile[centre + 1] & 0xff);
    }

    private int tile(int px, String mpp, String output) {
        return made.run(
                new Tile(),
                "--section",
                made.section(),
                "--image",
                made.image(),
                "--tile-px",
                px,
                "--tile-mpp",
                mpp,
                "--output",
                made.out(output));
    }
}
