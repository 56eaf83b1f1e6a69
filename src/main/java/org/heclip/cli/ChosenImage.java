package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.error.InputException;
import org.heclip.file.AtomicFile;
import org.heclip.file.Sha256;
import org.heclip.ingest.ImageHeader;
import org.heclip.ingest.ScaleFactors;
import org.heclip.ingest.SectionImage;
import org.heclip.slide.ImageOrientation;
import org.heclip.slide.Slides;

/**
 * The image that tiles will be cut from: the user's, else the section's own.
 *
 * @param file where it lies
 * @param messages what the user should know about it
 */
record ChosenImage(SectionImage image, Path file, List<String> messages) {
    /** Files of Space Ranger that are smaller than the image it was given, and the factor that tells by how much. */
    private static final Map<String, String> SCALED = Map.of(
            "tissue_hires_image.png", ScaleFactors.HIRES,
            "tissue_lowres_image.png", ScaleFactors.LOWRES);

    static final String ORIENTATIONS = "refuse|apply|ignore";
    static final String ORIENTATION =
            "What to do with an image whose tag says that it is to be turned or mirrored: its spots were placed on the"
                    + " upright image (apply), or on the stored one (ignore).";

    /** Rounding of the hires image to whole pixels makes up to one per cent of small images. */
    private static final double TOLERATED = 0.01;

    /**
     * @param given the user's image
     * @param orientation what to do when the user's image is to be turned
     * @param output where the section's own image is put when none is given
     * @throws InputException when there is no image, or it cannot be read
     */
    static ChosenImage of(
            SectionInput input, Optional<Path> given, ImageOrientation.Choice orientation, Optional<Path> output)
            throws IOException {
        if (given.isPresent()) {
            return users(input, given.get(), orientation.of(given.get()));
        }
        SectionInput.OwnImage own = input.ownImage()
                .orElseThrow(() -> new InputException(
                        input.parts().source(), "image", "found none inside, expected --image (column image)"));
        if (output.isPresent()) {
            AtomicFile.write(output.get(), own.write());
        }
        Path file = output.or(own::file)
                .orElseThrow(() -> new InputException(
                        input.parts().source(),
                        "image",
                        "expected --image, or --image-output to put its own image into"));
        String coarse =
                "WARNING: no full-resolution image: tiles come from %s of %d x %d pixels, %.1f times coarser than"
                        + " the full-resolution image";
        return new ChosenImage(
                image(file, own.name(), own.size(), own.scale(), ImageOrientation.STORED),
                file,
                List.of(coarse.formatted(
                        own.name(), own.size().width(), own.size().height(), 1 / own.scale())));
    }

    private static ChosenImage users(SectionInput input, Path file, ImageOrientation orientation) throws IOException {
        Slides.Size pixels = Slides.size(file, orientation);
        ImageHeader size = new ImageHeader(pixels.width(), pixels.height());
        String name = file.getFileName().toString();
        String factor = SCALED.get(name);
        double scale = factor == null
                ? 1
                : input.parts().scaleFactors().require(input.parts().source(), factor);
        List<String> messages = new ArrayList<>();
        if (factor != null) {
            messages.add("WARNING: " + name + " is Space Ranger's small image: tiles will be coarse, expected the"
                    + " full-resolution image");
        } else {
            input.ownImage().flatMap(own -> doubt(name, size, own)).ifPresent(messages::add);
        }
        return new ChosenImage(image(file, name, size, scale, orientation), file, messages);
    }

    private static SectionImage image(
            Path file, String name, ImageHeader size, double scale, ImageOrientation orientation) throws IOException {
        return new SectionImage(name, Sha256.of(file), size.width(), size.height(), scale, orientation.tag());
    }

    /** What to tell when an image is not as large as the section's own image says of the full-resolution one. */
    private static Optional<String> doubt(String name, ImageHeader size, SectionInput.OwnImage own) {
        long width = Math.round(own.size().width() / own.scale());
        long height = Math.round(own.size().height() / own.scale());
        boolean fits = Math.abs(size.width() - width) <= Math.max(2, TOLERATED * width)
                && Math.abs(size.height() - height) <= Math.max(2, TOLERATED * height);
        return fits
                ? Optional.empty()
                : Optional.of("WARNING: " + name + " is " + size.width() + " x " + size.height()
                        + " pixels, but the section's " + own.name() + " was made of an image of about " + width
                        + " x " + height + ": do the positions belong to this image?");
    }
}
