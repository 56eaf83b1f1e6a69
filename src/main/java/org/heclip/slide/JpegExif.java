package org.heclip.slide;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.heclip.error.InputException;

/** The EXIF block of a JPEG (marker APP1; ITU-T T.81 annex B for the segments, EXIF 2.3 section 4.7.2). */
final class JpegExif {
    private static final int MARKER = 0xff;
    private static final int APP1 = 0xe1;
    private static final int START_OF_SCAN = 0xda;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private JpegExif() {}

    /**
     * 1 when nothing else is stated; 1 too when the block is damaged, as the pixels are not then.
     *
     * @throws InputException when the file ends before its first scan
     */
    static int orientation(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(raw))) {
            in.readUnsignedShort();
            for (int marker = next(in); marker != START_OF_SCAN; marker = next(in)) {
                byte[] segment = new byte[Math.max(0, in.readUnsignedShort() - 2)];
                in.readFully(segment);
                if (marker == APP1 && segment.length > EXIF.length && startsWithExif(segment)) {
                    return ImageOrientation.exif(Arrays.copyOfRange(segment, EXIF.length, segment.length));
                }
            }
            return 1;
        } catch (EOFException e) {
            throw new InputException(file, "image", "found a JPEG that ends before its pixels, expected all of it", e);
        } catch (IOException e) {
            throw Slides.damaged(file, e);
        }
    }

    private static int next(DataInputStream in) throws IOException {
        int code = in.readUnsignedByte();
        while (code != MARKER) {
            code = in.readUnsignedByte();
        }
        while (code == MARKER) {
            code = in.readUnsignedByte();
        }
        return code;
    }

    private static boolean startsWithExif(byte[] segment) {
        return Arrays.equals(segment, 0, EXIF.length, EXIF, 0, EXIF.length);
    }
}
