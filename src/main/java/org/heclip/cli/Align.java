package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.file.Sha256;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.H5ad;
import org.heclip.slide.Slide;
import org.heclip.slide.Slides;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "align",
        description =
                "Checks that the spots lie on their image and its tissue; adds figures of each spot and thumbnails.")
final class Align extends Step {
    /** What is done about positions that seem wrong. */
    enum Mode {
        CHECK,
        FIX,
        OFF
    }

    /** What is done with spots beside the image. */
    enum Edge {
        PAD,
        DROP
    }

    @Option(names = "--section", required = true, paramLabel = "H5AD", description = "Section with positions.")
    private Path section;

    @Option(names = "--image", required = true, paramLabel = "FILE", description = "The section's H&E image.")
    private Path image;

    @Option(
            names = "--mode",
            defaultValue = "check",
            paramLabel = "check|fix|off",
            description =
                    "check: compare eight orientations, look for a shift or turn, and warn. fix: also put right, with a"
                            + " warning, an orientation that is clearly wrong and the scale of a smaller image. off: neither.")
    private Mode mode;

    @Option(
            names = "--edge",
            defaultValue = "pad",
            paramLabel = "pad|drop",
            description =
                    "pad: keep spots that lie half or more beside the image; their tiles are padded white. drop: leave"
                            + " them out.")
    private Edge edge;

    @Option(names = "--output", required = true, paramLabel = "H5AD", description = "The section, aligned.")
    private Path output;

    @Option(names = "--count", paramLabel = "FILE", description = "Also write the number of spots.")
    private Path count;

    public static void main(String[] args) {
        Main.run(new Align(), args);
    }

    @Override
    protected void run() throws Exception {
        SectionFile input = SectionFile.read(section);
        requireSameFile(input);
        try (Slide slide = Slides.open(image, Slides.DEFAULT_CACHE_BYTES, input.imageOrientation())) {
            requireSize(input, slide);
            PlacedSection placed = PlacedSection.of(input, slide, image, mode);
            List<String> warnings = placed.warnings();
            warnings.forEach(w -> System.err.println("warning: " + input.section() + ": " + w));
            AnnData aligned = kept(placed, AlignedSection.of(placed, slide));
            H5ad.write(output, aligned);
            SpotCount.write(count, aligned.obs().size());
        }
    }

    private AnnData kept(PlacedSection placed, AnnData aligned) {
        boolean[] inside = placed.alignment().insideImage();
        int[] kept = IntStream.range(0, inside.length).filter(s -> inside[s]).toArray();
        if (edge == Edge.PAD || kept.length == inside.length) {
            return aligned;
        }
        System.err.println("warning: " + placed.input().section() + ": left out " + (inside.length - kept.length)
                + " of " + inside.length + " spots, which lie beside the image");
        return aligned.selectSpots(kept);
    }

    private void requireSameFile(SectionFile input) throws IOException {
        String expected = input.text("image_sha256");
        if (Files.isRegularFile(image) && !Sha256.of(image).equals(expected)) {
            throw new InputException(
                    image, "content", "found another SHA-256 than the image has that was taken in with this section");
        }
    }

    private void requireSize(SectionFile input, Slide slide) {
        if (slide.width() != input.number("image_width") || slide.height() != input.number("image_height")) {
            throw new InputException(
                    image,
                    "size",
                    "found " + slide.width() + " x " + slide.height() + " pixels, expected "
                            + (long) input.number("image_width") + " x " + (long) input.number("image_height")
                            + " as taken in with this section");
        }
    }
}
