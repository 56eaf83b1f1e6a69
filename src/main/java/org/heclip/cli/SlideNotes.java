package org.heclip.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.heclip.section.Mpp;
import org.heclip.slide.Slide;

/** What the user is told about an image that was opened, on standard error. */
final class SlideNotes {
    /** Pixel sizes that are further apart are told. */
    private static final double TOLERATED = 0.1;

    private SlideNotes() {}

    /** @param known um per pixel of the image as the section has it */
    static void tell(Path image, Slide slide, Optional<Mpp> known) {
        slide.notes().forEach(note -> System.err.println("note: " + note));
        known.flatMap(mpp -> disagreement(image, slide, mpp)).ifPresent(System.err::println);
    }

    static Optional<String> disagreement(Path image, Slide slide, Mpp known) {
        return slide.mpp()
                .filter(stated -> Math.abs(stated.value() / known.value() - 1) > TOLERATED)
                .map(stated -> String.format(
                        Locale.ROOT,
                        "warning: %s: states %.4g um per pixel, the section %.4g: is the pixel size right?",
                        image,
                        stated.value(),
                        known.value()));
    }
}
