package org.heclip.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.heclip.file.AtomicFile;
import org.heclip.ingest.ImageHeader;
import org.heclip.ingest.SectionParts;

/**
 * What the options named, read.
 *
 * @param files all files used except the user's image, for checksums
 * @param ownImage the image to cut tiles from when the user names none
 * @param messages what the user should know
 */
record SectionInput(SectionParts parts, List<NamedFile> files, Optional<OwnImage> ownImage, List<String> messages) {
    /** @param name as checksums show it */
    record NamedFile(String name, Path file) {}

    /**
     * An image that came with the section.
     *
     * @param scale image pixels per full-resolution pixel
     * @param file where it lies; empty when it is inside another file
     * @param write puts the image into a file
     */
    record OwnImage(String name, ImageHeader size, double scale, Optional<Path> file, AtomicFile.Content write) {}
}
