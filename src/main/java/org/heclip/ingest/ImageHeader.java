package org.heclip.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.heclip.error.InputException;

/** Size of an image in pixels as its header says, without decoding it. */
public record ImageHeader(int width, int height) {
    /** @throws InputException for a file that no image reader knows, or whose header is damaged */
    public static ImageHeader read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputException(file, "image", "found no such file, expected an image");
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new InputException(file, "image", "found no known format, expected JPEG, PNG or TIFF");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return new ImageHeader(reader.getWidth(0), reader.getHeight(0));
            } finally {
                reader.dispose();
            }
        } catch (InputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // image plugins answer damage with exceptions of any kind
            throw new InputException(file, "image", "found a damaged header: " + e.getMessage(), e);
        }
    }
}
