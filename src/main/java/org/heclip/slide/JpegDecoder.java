package org.heclip.slide;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The JDK's JPEG decoder, used again and again: 8 bits of grey or of RGB, put where they belong without another copy. Not for
 * several threads.
 */
final class JpegDecoder implements AutoCloseable {
    private static final String DECODER = "com.sun.imageio.plugins.jpeg.JPEGImageReader";

    /** The rest of a JPEG stream, from the marker of its first scan on. */
    interface Scans {
        /** As {@code InputStream.read}; {@code position} counts from the first scan. */
        int read(long position, byte[] into, int at, int length) throws IOException;
    }

    /** A stream that is written anew for each image; the decoder never goes back before its start. */
    private static final class Input extends ImageInputStreamImpl {
        private byte[] start = new byte[0];
        private Scans scans;

        void become(byte[] newStart, Scans newScans) throws IOException {
            start = newStart;
            scans = newScans;
            seek(0);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            bitOffset = 0;
            int read;
            if (streamPos < start.length) {
                read = (int) Math.min(length, start.length - streamPos);
                System.arraycopy(start, (int) streamPos, into, at, read);
            } else {
                read = scans.read(streamPos - start.length, into, at, length);
            }
            streamPos += Math.max(0, read);
            return read;
        }

        @Override
        public void flushBefore(long position) {
            // what was read stays: the stream is used again
        }
    }

    private final ImageReader reader;
    private final Input input = new Input();
    private String damage;

    JpegDecoder() throws IOException {
        reader = decoder();
        reader.addIIOReadWarningListener((source, warning) -> note(warning));
    }

    /**
     * Fills {@code pixels}, {@code [rows][width][1 or 3]}, with the first rows of an image; three components become RGB.
     *
     * @param start of the stream, to its first scan
     * @throws IOException when the image is damaged
     */
    void decode(byte[] start, Scans scans, int width, int rows, int components, byte[] pixels) throws IOException {
        decode(start, scans, RasterRgb.image(pixels, width, rows, components));
    }

    /** As above, into an image of grey or RGB. */
    void decode(byte[] start, Scans scans, BufferedImage target) throws IOException {
        damage = null;
        input.become(start, scans);
        reader.setInput(input, false, true);
        ImageReadParam into = reader.getDefaultReadParam();
        into.setDestination(target);
        reader.read(0, into);
        if (damage != null) {
            throw new IOException(damage);
        }
    }

    private void note(String warning) {
        if (DecodedSlide.isDamage(warning)) {
            damage = warning;
        }
    }

    /** By name: which decoder runs must not depend on what else is on the class path. */
    private static ImageReader decoder() throws IOException {
        Iterator<ImageReaderSpi> all =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
        while (all.hasNext()) {
            ImageReaderSpi provider = all.next();
            if (provider.getPluginClassName().equals(DECODER)) {
                return provider.createReaderInstance();
            }
        }
        throw new IllegalStateException("this Java has no JPEG decoder (module java.desktop)");
    }

    @Override
    public void close() {
        reader.dispose();
    }
}
