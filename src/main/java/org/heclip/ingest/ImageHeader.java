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
            return read(file, in);
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    /** Several readers may know a format; what one of them calls damaged, another may read. */
    private static ImageHeader read(Path file, ImageInputStream in) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        InputException problem = new InputException(file, "image", "found no known format, expected JPEG, PNG or TIFF");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            try {
                in.seek(0);
                reader.setInput(in, false, true);
                return new ImageHeader(reader.getWidth(0), reader.getHeight(0));
            } catch (IOException | RuntimeException e) {
                // image plugins answer damage with exceptions of any kind
                problem = damaged(file, e);
            } finally {
                reader.dispose();
            }
        }
        throw problem;
    }

    private static InputException damaged(Path file, Exception e) {
        return new InputException(file, "image", "found a damaged header: " + e.getMessage(), e);
    }
}
