package org.heclip.slide;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.heclip.error.InputException;

/** What a file's first bytes say it is; its name matters only where they cannot tell. */
enum ImageFormat {
    JPEG,
    PNG,
    TIFF,
    /** By its ending a slide of several files, or of bytes that are none of the above. */
    OTHER;

    /** What is read without any library. */
    static final String READ = "JPEG, PNG or TIFF (JPEG, deflate, LZW, PackBits or no compression)";

    static final String CONVERSION = "vips tiffsave IN OUT.tif --tile --pyramid --bigtiff --compression deflate";
    /** Slides that consist of several files, of which this one is text or a picture of the glass. */
    private static final Pattern SEVERAL_FILES = Pattern.compile("(?i).*\\.(mrxs|vms|vmu)");

    private static final int SIGNATURE_BYTES = 8;

    /** @throws InputException when it cannot be read */
    static ImageFormat of(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputException(file, "image", "found no such file, expected a JPEG, PNG or TIFF image");
        }
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(SIGNATURE_BYTES);
        } catch (IOException e) {
            throw new InputException(file, "image", "cannot be read: " + e.getMessage(), e);
        }
        if (SEVERAL_FILES.matcher(file.getFileName().toString()).matches()) {
            return OTHER;
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        } else if (text.equals("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        } else if (text.matches("(?s)(II[*+]\0|MM\0[*+]).*")) {
            return TIFF;
        }
        return OTHER;
    }
}
