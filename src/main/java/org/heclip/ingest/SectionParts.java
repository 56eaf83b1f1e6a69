package org.heclip.ingest;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the files of one section say, before it is put together.
 *
 * @param source the file or folder to blame where the parts do not fit
 * @param technology as far as the files tell
 * @param stated the pixel size that an h5ad brings along
 */
public record SectionParts(
        Path source,
        Counts counts,
        Positions positions,
        Technology technology,
        ScaleFactors scaleFactors,
        Optional<PixelSize> stated) {}
