package org.heclip.slide;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heclip.error.InputException;

/** What a file's first bytes say it is; its name does not matter. */
enum ImageFormat {
    JPEG,
    PNG,
    TIFF;

    private static final int SIGNATURE_BYTES = 8;

    /** @throws InputException when it is none of these, or cannot be read */
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
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        } else if (text.equals("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        } else if (text.matches("(?s)(II[*+]\0|MM\0[*+]).*")) {
            return TIFF;
        }
        throw new InputException(
                file,
                "image",
                "found no JPEG, PNG or TIFF signature, expected an image of one of these formats; convert slides of"
                        + " other formats (MRXS, CZI, ...), for example with: vips tiffsave IN OUT.tif --tile --pyramid"
                        + " --bigtiff --compression deflate");
    }
}
