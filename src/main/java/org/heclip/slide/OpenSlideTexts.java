package org.heclip.slide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.heclip.error.InputException;

/**
 * The texts of MRXS and VMS slides, looked at before OpenSlide sees them: it believes their numbers, and one that is too large
 * ends the process or keeps it busy without end.
 */
final class OpenSlideTexts {
    private static final String MIRAX = ".mrxs";
    private static final String MIRAX_TEXT = "Slidedat.ini";
    private static final String GENERAL = "GENERAL";
    private static final String HIERARCHICAL = "HIERARCHICAL";
    private static final String HAMAMATSU = "Virtual Microscope Specimen";
    private static final long HAMAMATSU_MOST_BYTES = 64 << 10;
    /** OpenSlide holds some bytes for each of the camera's images. */
    private static final long MOST_IMAGES = 1 << 24;

    private static final long MOST_ACROSS = 1 << 20;
    /** Pixels of a tile's edge. */
    private static final long MOST_EDGE = 8192;

    private static final int MOST_CONCATENATED = 30;

    private OpenSlideTexts() {}

    /**
     * Looks at what belongs to a slide.
     *
     * @param slide to name in messages
     * @param real where it and its parts lie
     * @throws InputException when a part is missing, or a number is impossible
     */
    static void requireSound(Path slide, Path real) throws IOException {
        String name = real.getFileName().toString();
        if (name.toLowerCase(Locale.ROOT).endsWith(MIRAX)) {
            String folder = name.substring(0, name.length() - MIRAX.length());
            Path text = real.resolveSibling(folder).resolve(MIRAX_TEXT);
            if (!Files.isRegularFile(text)) {
                throw new InputException(
                        slide,
                        "folder " + folder,
                        "found no " + MIRAX_TEXT + " in it, expected the slide's folder beside the slide; copy both");
            }
            requireMirax(KeyFile.read(slide, text));
        } else if (Files.size(real) <= HAMAMATSU_MOST_BYTES) {
            KeyFile text = KeyFile.read(slide, real);
            for (String group : text.groups().keySet()) {
                if (group.endsWith(HAMAMATSU)) {
                    requireHamamatsu(text, group);
                }
            }
        }
    }

    /** Each part has a key of its own. */
    private static void requireHamamatsu(KeyFile text, String group) {
        long columns = text.whole(group, "NoJpegColumns", 1, text.keys()).orElse(1L);
        text.whole(group, "NoJpegRows", 1, Math.max(1, text.keys() / columns));
    }

    private static void requireMirax(KeyFile text) {
        long across = text.whole(GENERAL, "IMAGENUMBER_X", 1, MOST_ACROSS).orElse(1L);
        long down = text.whole(GENERAL, "IMAGENUMBER_Y", 1, Math.min(MOST_ACROSS, MOST_IMAGES / across))
                .orElse(1L);
        text.whole(GENERAL, "CameraImageDivisionsPerSide", 1, Math.min(across, down));
        for (String kind : new String[] {"HIER", "NONHIER"}) {
            long count =
                    text.whole(HIERARCHICAL, kind + "_COUNT", 0, text.keys()).orElse(0L);
            for (int i = 0; i < count; i++) {
                text.whole(HIERARCHICAL, kind + "_" + i + "_COUNT", 0, text.keys());
            }
        }
        text.whole("DATAFILE", "FILE_COUNT", 0, text.keys());
        for (String group : text.groups().keySet()) {
            Optional<Long> width = text.whole(group, "DIGITIZER_WIDTH", 1, MOST_EDGE);
            Optional<Long> height = text.whole(group, "DIGITIZER_HEIGHT", 1, MOST_EDGE);
            text.requireWithin(group, "OVERLAP_X", width.orElse(MOST_EDGE));
            text.requireWithin(group, "OVERLAP_Y", height.orElse(MOST_EDGE));
            text.whole(group, "IMAGE_CONCAT_FACTOR", 0, MOST_CONCATENATED);
        }
    }
}
