package org.heclip.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.heclip.section.Mpp;
import org.junit.jupiter.api.Test;

class PixelSizeTest {
    private static final Path FILE = Path.of("section");
    private static final Optional<PixelSize> STATED = Optional.of(new PixelSize(new Mpp(0.5), "the file itself"));
    /** 65 um / 260 px are 0.25 um. */
    private static final ScaleFactors FACTORS =
            new ScaleFactors(Map.of(ScaleFactors.MICRONS_PER_PIXEL, 0.26, ScaleFactors.SPOT_DIAMETER, 260.0));

    private static List<String> disagreements(
            OptionalDouble given, Optional<PixelSize> stated, ScaleFactors factors, Technology technology) {
        return PixelSize.of(FILE, given, stated, factors, technology, Optional.empty())
                .disagreements(FILE, given, stated, factors, technology);
    }

    @Test
    void everySourceThatDisagreesIsTold() {
        List<String> told = disagreements(OptionalDouble.of(1), STATED, FACTORS, Technology.VISIUM);
        assertEquals(3, told.size(), told.toString());
        assertTrue(told.get(0).contains("0.5000 um (the file itself)"), told.get(0));
        assertTrue(told.get(1).contains("0.2600 um (microns_per_pixel"), told.get(1));
        assertTrue(told.get(2).contains("0.2500 um (65 um / spot_diameter_fullres"), told.get(2));
        assertTrue(told.stream().allMatch(each -> each.startsWith("pixel size 1.0000 um (given by the user)")));
    }

    @Test
    void tenPerCentIsTolerated() {
        assertEquals(List.of(), disagreements(OptionalDouble.of(0.25), Optional.empty(), FACTORS, Technology.VISIUM));
        assertEquals(
                List.of(), disagreements(OptionalDouble.of(0.28), Optional.empty(), FACTORS, Technology.VISIUM_HD));
        assertEquals(
                1,
                disagreements(OptionalDouble.of(0.29), Optional.empty(), FACTORS, Technology.VISIUM_HD)
                        .size());
    }

    @Test
    void theUserComesFirstThenTheFileThenTheScaleFactors() {
        assertEquals(
                0.5,
                PixelSize.of(FILE, OptionalDouble.empty(), STATED, FACTORS, Technology.VISIUM, Optional.empty())
                        .mpp()
                        .value());
        assertEquals(
                0.26,
                PixelSize.of(
                                FILE,
                                OptionalDouble.empty(),
                                Optional.empty(),
                                FACTORS,
                                Technology.VISIUM,
                                Optional.empty())
                        .mpp()
                        .value());
    }
}
