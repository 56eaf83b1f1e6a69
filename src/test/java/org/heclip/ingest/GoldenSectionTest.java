package org.heclip.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.heclip.config.JsonNumbers;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.section.Spot;
import org.junit.jupiter.api.Test;

/** Small real sections, against what pandas and scanpy read from them (src/test/python/golden_ingest.py). */
class GoldenSectionTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/ingest");

    private static IngestedSection legacy() {
        Path counts = GOLDEN.resolve("legacy_counts.tsv.gz");
        return IngestedSection.of(
                new SectionParts(
                        counts,
                        CountsTsv.read(counts),
                        PositionsText.read(GOLDEN.resolve("legacy_selection.tsv")),
                        Technology.ST,
                        ScaleFactors.NONE,
                        Optional.empty()),
                OptionalDouble.empty());
    }

    private static IngestedSection visium(OptionalDouble mpp) {
        SpaceRangerFolder folder = SpaceRangerFolder.find(GOLDEN.resolve("outs"));
        return IngestedSection.of(
                new SectionParts(
                        folder.folder(),
                        TenxFolder.read(folder.matrix()),
                        PositionsText.read(folder.positions()),
                        Technology.VISIUM,
                        ScaleFactors.of(folder.scaleFactors(), JsonNumbers.read(folder.scaleFactors())),
                        Optional.empty()),
                mpp);
    }

    private static void assertAsInTable(String name, IngestedSection section) throws IOException {
        List<String> expected = Files.readAllLines(GOLDEN.resolve(name));
        List<String> found = new ArrayList<>();
        for (int s = 0; s < section.spots().size(); s++) {
            found.add(figures(section, s));
        }
        assertEquals(expected.size() - 1, found.size());
        for (int s = 0; s < found.size(); s++) {
            String[] e = expected.get(s + 1).split("\t");
            String[] f = found.get(s).split("\t");
            for (int c = 0; c < 7; c++) {
                assertEquals(e[c], f[c], "spot " + e[0] + ", column " + c);
            }
            assertEquals(Double.parseDouble(e[7]), Double.parseDouble(f[7]), "x of " + e[0]);
            assertEquals(Double.parseDouble(e[8]), Double.parseDouble(f[8]), "y of " + e[0]);
        }
    }

    private static String figures(IngestedSection section, int s) {
        ExpressionMatrix x = section.counts().matrix();
        long total = 0;
        long weighted = 0;
        for (int i = x.starts()[s]; i < x.starts()[s + 1]; i++) {
            total += (long) x.values()[i];
            weighted += (long) x.values()[i] * (x.genes()[i] + 1);
        }
        Spot spot = section.spots().get(s);
        return String.join(
                "\t",
                spot.barcode().value(),
                "" + total,
                "" + (x.starts()[s + 1] - x.starts()[s]),
                "" + weighted,
                spot.inTissue() ? "1" : "0",
                "" + spot.arrayRow(),
                "" + spot.arrayCol(),
                "" + spot.xFullResPx(),
                "" + spot.yFullResPx());
    }

    @Test
    void legacySectionHasTheFiguresOfPandas() throws IOException {
        assertAsInTable("legacy.tsv", legacy());
    }

    @Test
    void visiumSectionHasTheFiguresOfScanpy() throws IOException {
        assertAsInTable("visium.tsv", visium(OptionalDouble.empty()));
    }

    @Test
    void legacyPixelSizeIsTheArrayPitchByTheDistanceOfNeighbours() {
        PixelSize size = legacy().pixelSize();
        assertEquals(0.69, size.mpp().value(), 0.02, size.source());
        assertTrue(size.source().startsWith("estimated: 200 um array pitch"), size.source());
    }

    @Test
    void legacySpotIsAHundredMicrometresWide() {
        IngestedSection section = legacy();
        assertEquals(100, section.spotDiameterPx() * section.pixelSize().mpp().value(), 1e-9);
    }

    @Test
    void spotsOfOneTableOnlyAreLeftOutAndTold() {
        assertEquals(
                List.of(
                        "left out, counts without a position: 1 spot(s)",
                        "left out, positions without counts: 1 spot(s)"),
                legacy().messages());
    }

    @Test
    void visiumPixelSizeIsSixtyFiveMicrometresByTheSpotDiameter() {
        PixelSize size = visium(OptionalDouble.empty()).pixelSize();
        assertEquals(65 / 89.44476048022638, size.mpp().value(), 1e-12);
        assertEquals("65 um / spot_diameter_fullres of the scale factors", size.source());
    }

    @Test
    void theUsersPixelSizeWins() {
        PixelSize size = visium(OptionalDouble.of(0.7)).pixelSize();
        assertEquals(new PixelSize(new org.heclip.section.Mpp(0.7), "given by the user"), size);
    }
}
