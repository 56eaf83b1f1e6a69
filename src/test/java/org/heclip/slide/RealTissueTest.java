package org.heclip.slide;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections of HER2+ breast cancer, which bear no pen marks and hardly a fold. */
class RealTissueTest {
    private static final Path FOLDER = Path.of("../shared/data/her2st");
    /** A spot of 100 um on the thumbnail. */
    private static final double RADIUS = 15.6;

    private static final double EXCLUDED_AT_MOST = 0.01;

    @ParameterizedTest
    @ValueSource(strings = {"C2", "C3", "C4", "C5"})
    void hardlyAnyTissueIsTakenForAnArtefact(String section) {
        Path file = FOLDER.resolve(section + ".jpg");
        assumeTrue(Files.isReadable(file), file + " is absent: no real section is looked at");
        try (Slide slide = Slides.open(file)) {
            TissueMask mask =
                    TissueMask.of(slide.thumbnail(2000), (int) (RADIUS / 2), (int) (Math.PI * RADIUS * RADIUS / 2));
            double tissue = mask.tissue().cardinality();
            double ink = mask.artefacts().ink().cardinality() / tissue;
            double folds = mask.artefacts().folds().cardinality() / tissue;
            System.out.printf("%s: ink %.4f and folds %.4f of the tissue%n", section, ink, folds);
            assertTrue(ink + folds <= EXCLUDED_AT_MOST, section + ": ink " + ink + ", folds " + folds);
        }
    }
}
