package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.heclip.file.Sha256;

/**
 * Which bytes a section was made of.
 *
 * @param file name; for a file of a folder the way to it from there
 */
record InputChecksum(String section, String file, long bytes, String sha256) {
    /** One for each file used, the image last. */
    static List<InputChecksum> of(String section, SectionInput input, ChosenImage chosen) throws IOException {
        List<InputChecksum> sums = new ArrayList<>();
        for (SectionInput.NamedFile used : input.files()) {
            sums.add(new InputChecksum(section, used.name(), Files.size(used.file()), Sha256.of(used.file())));
        }
        sums.add(new InputChecksum(
                section,
                chosen.image().name(),
                Files.size(chosen.file()),
                chosen.image().sha256()));
        return sums;
    }
}
