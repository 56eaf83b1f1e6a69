package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.file.Sha256;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.H5ad;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
    @TempDir
    Path dir;

    private TinySection section;

    @BeforeEach
    void makeInputs() throws IOException {
        section = new TinySection(dir);
    }

    private AnnData ingested(List<String> options) {
        assertEquals(new TinySection.Outcome(0, ""), section.ingest(options));
        return H5ad.read(section.output);
    }

    private static Map<?, ?> map(Object value) {
        return assertInstanceOf(Map.class, value);
    }

    private static double number(Object value) {
        return assertInstanceOf(Number.class, value).doubleValue();
    }

    @Test
    void legacySectionHoldsWhatTheContractSays() throws IOException {
        AnnData data = ingested(section.legacyOptions());
        assertEquals(List.of("1x1", "2x1", "1x2", "2x2"), data.obs().index());
        assertEquals(List.of("A", "B", "A-1"), data.var().index());
        assertEquals(
                List.of("section", "patient", "in_tissue", "array_row", "array_col"),
                List.copyOf(data.obs().columns().keySet()));
        assertArrayEquals(
                new long[] {1, 1, 0, 1},
                assertInstanceOf(Column.Ints.class, data.obs().columns().get("in_tissue"))
                        .values());
        assertArrayEquals(
                new long[] {1, 1, 2, 2},
                assertInstanceOf(Column.Ints.class, data.obs().columns().get("array_row"))
                        .values());
        assertArrayEquals(new double[] {100, 100, 300, 100, 100, 300, 300, 300}, (double[])
                data.obsm().get("spatial").values());
        ExpressionMatrix x = assertInstanceOf(ExpressionMatrix.class, data.x().orElseThrow());
        assertArrayEquals(
                new float[] {1, 0, 2, 0, 3, 0, 4, 0, 0, 0, 0, 5}, x.dense().values());
        Map<?, ?> heclip = map(data.uns().get("heclip"));
        assertEquals("st", heclip.get("technology"));
        assertEquals("S1", heclip.get("section"));
        assertEquals("P1", heclip.get("patient"));
        assertEquals(1.0, number(heclip.get("mpp")));
        assertEquals(400, number(heclip.get("image_width")));
        assertEquals(380, number(heclip.get("image_height")));
        assertEquals(1, number(heclip.get("image_scale")));
        assertEquals(Sha256.of(section.image), heclip.get("image_sha256"));
        Map<?, ?> factors = map(map(map(data.uns().get("spatial")).get("S1")).get("scalefactors"));
        assertEquals(100, number(factors.get("spot_diameter_fullres")));
    }

    @Test
    void spaceRangerSectionSwapsRowAndColumnPixels() {
        AnnData data = ingested(section.spaceRangerOptions());
        assertEquals(List.of("A", "B", "A-1"), data.var().index());
        assertEquals(
                new Column.Strings(List.of("E1", "E2", "E3")),
                data.var().columns().get("gene_ids"));
        assertArrayEquals(new double[] {100, 100, 300, 100, 200, 273, 400, 273}, (double[])
                data.obsm().get("spatial").values());
        Map<?, ?> heclip = map(data.uns().get("heclip"));
        assertEquals(0.5, number(heclip.get("mpp")));
        assertEquals("visium", heclip.get("technology"));
    }

    @Test
    void aTurnedImageIsMeasuredAsItIsLookedAt() {
        String turned = Path.of("src/test/resources/golden/slide/turned_6.jpg").toString();
        List<String> options = new java.util.ArrayList<>(section.spaceRangerOptions());
        options.set(options.indexOf("--image") + 1, turned);
        options.addAll(List.of("--orientation", "apply"));
        Map<?, ?> heclip = map(ingested(options).uns().get("heclip"));
        assertEquals(6, number(heclip.get("image_orientation")));
        assertEquals(38, number(heclip.get("image_width")));
        assertEquals(50, number(heclip.get("image_height")));
    }

    @Test
    void withoutAnImageTheHiresOneIsUsedAndPutInPlace() throws IOException {
        Path copy = dir.resolve("used.png");
        AnnData data = ingested(List.of("--spaceranger", section.outs + "", "--image-output", copy + ""));
        Map<?, ?> heclip = map(data.uns().get("heclip"));
        assertEquals(0.5, number(heclip.get("image_scale")));
        assertEquals(250, number(heclip.get("image_width")));
        assertEquals("tissue_hires_image.png", heclip.get("image_name"));
        assertEquals(Sha256.of(copy), heclip.get("image_sha256"));
        assertEquals(-1, Files.mismatch(copy, section.outs.resolve("spatial/tissue_hires_image.png")));
    }

    @Test
    void spaceRangersSmallImagesAreKnownByName() {
        Path lowres = section.outs.resolve("spatial/tissue_hires_image.png");
        AnnData data = ingested(List.of("--spaceranger", section.outs + "", "--image", lowres + ""));
        assertEquals(0.5, number(map(data.uns().get("heclip")).get("image_scale")));
    }

    @Test
    void h5adGivesTheSectionOfItsInputs() {
        AnnData visium = ingested(section.spaceRangerOptions());
        H5ad.write(section.h5ad, section.annData());
        AnnData data = ingested(section.h5adOptions());
        assertEquals(visium.x(), data.x());
        assertEquals(visium.obs().index(), data.obs().index());
        assertEquals("visium", map(data.uns().get("heclip")).get("technology"));
        assertEquals(0.5, number(map(data.uns().get("heclip")).get("mpp")));
    }

    @Test
    void aSectionIngestedAgainIsTheSame() throws IOException {
        ingested(section.legacyOptions());
        Files.move(section.output, section.h5ad);
        ingested(section.h5adOptions());
        assertEquals(-1, Files.mismatch(section.h5ad, section.output));
    }

    @Test
    void theImageInsideAnH5adComesOutPixelByPixel() throws IOException {
        H5ad.write(section.h5ad, section.annData());
        Path png = dir.resolve("hires.png");
        AnnData data = ingested(List.of("--h5ad", section.h5ad + "", "--image-output", png + ""));
        assertEquals(0.02, number(map(data.uns().get("heclip")).get("image_scale")));
        BufferedImage image = ImageIO.read(png.toFile());
        assertEquals(12, image.getWidth());
        assertEquals(10, image.getHeight());
        for (int p = 0; p < 120; p++) {
            int expected = (p * 21 & 0xff) << 16 | (p * 21 + 7 & 0xff) << 8 | p * 21 + 14 & 0xff;
            assertEquals(expected, image.getRGB(p % 12, p / 12) & 0xffffff, "pixel " + p);
        }
    }

    @Test
    void checksumsNameEveryFileUsed() throws IOException {
        ingested(section.spaceRangerOptions());
        List<String> lines = Files.readAllLines(section.checksums);
        assertEquals("section\tfile\tbytes\tsha256", lines.get(0));
        List<String> expected = new ArrayList<>();
        for (String name : List.of(
                "filtered_feature_bc_matrix/matrix.mtx.gz",
                "filtered_feature_bc_matrix/barcodes.tsv.gz",
                "filtered_feature_bc_matrix/features.tsv.gz",
                "spatial/tissue_positions.csv",
                "spatial/scalefactors_json.json")) {
            Path file = section.outs.resolve(name);
            expected.add("S1\t" + name + "\t" + Files.size(file) + "\t" + Sha256.of(file));
        }
        expected.add("S1\tslide.png\t" + Files.size(section.image) + "\t" + Sha256.of(section.image));
        assertEquals(expected, lines.subList(1, lines.size()));
    }

    @Test
    void theSameInputsGiveTheSameBytes() throws IOException {
        ingested(section.spaceRangerOptions());
        byte[] first = Files.readAllBytes(section.output);
        ingested(section.spaceRangerOptions());
        assertArrayEquals(first, Files.readAllBytes(section.output));
    }
}
