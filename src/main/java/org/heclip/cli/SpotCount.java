package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heclip.file.AtomicFile;

/** The number of a section's spots in a text file, by which the pipeline deals them to tasks. */
final class SpotCount {
    private SpotCount() {}

    /** @param file null where nobody asks */
    static void write(Path file, int spots) throws IOException {
        if (file != null) {
            AtomicFile.write(file, temporary -> Files.writeString(temporary, spots + "\n"));
        }
    }
}
