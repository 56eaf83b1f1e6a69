package org.heclip.slide;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.heclip.error.InputException;
import org.heclip.section.Mpp;

/**
 * A slide read through OpenSlide (Goode et al., J Pathol Inform 4:27, 2013): NDPI, MRXS, SCN, VMS, BIF, and what of SVS and
 * TIFF Java does not decode. What was not scanned is white.
 */
final class OpenSlideReader implements Slide {
    private static final int OPAQUE = 255;
    private static final int USUAL_BAND = 256;
    private static final int MOST_PIXELS = Integer.MAX_VALUE / 8;

    private final Path file;
    private final Pointer handle;
    private final List<Level> levels;
    private final String vendor;
    /** Reading takes the one of many, closing the one of one: OpenSlide does not forgive a read after the end. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private boolean isClosed;

    private OpenSlideReader(Path file, Pointer handle, List<Level> levels, String vendor) {
        this.file = file;
        this.handle = handle;
        this.levels = levels;
        this.vendor = vendor;
    }

    /**
     * @param why this file needs OpenSlide, to tell where it is missing
     * @throws InputException when OpenSlide is not there, does not know the file, or finds it damaged
     */
    static Slide open(Path file, String why) throws IOException {
        NativeCode.Found found = OpenSlideCalls.found();
        if (!found.isUsable()) {
            throw new InputException(
                    file,
                    "image",
                    "found " + why + ", expected " + ImageFormat.READ
                            + "; slides of other kinds are read through OpenSlide,"
                            + " which is not here (" + found.problem() + "): install it (Debian, Ubuntu: apt install"
                            + " libopenslide0; conda: openslide; macOS: brew install openslide), or convert the image,"
                            + " for example with: " + ImageFormat.CONVERSION);
        }
        // other parts of a slide lie beside the file itself, not beside a link to it
        Path real = file.toRealPath();
        OpenSlideTexts.requireSound(file, real);
        byte[] name = (real + "\0").getBytes(StandardCharsets.UTF_8);
        String vendor = OpenSlideCalls.openslide_detect_vendor(name);
        Pointer handle = vendor == null ? null : OpenSlideCalls.openslide_open(name);
        if (handle == null) {
            throw new InputException(
                    file,
                    "image",
                    "found " + why + " and nothing that OpenSlide " + OpenSlideCalls.openslide_get_version()
                            + " knows, expected " + ImageFormat.READ + " or one of its formats; convert the image, for"
                            + " example with: " + ImageFormat.CONVERSION);
        }
        try {
            return new OpenSlideReader(file, handle, levels(file, handle), vendor);
        } catch (RuntimeException e) {
            OpenSlideCalls.openslide_close(handle);
            throw e;
        }
    }

    private static List<Level> levels(Path file, Pointer handle) {
        requireNoError(file, handle);
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < OpenSlideCalls.openslide_get_level_count(handle); i++) {
            long[] width = new long[1];
            long[] height = new long[1];
            OpenSlideCalls.openslide_get_level_dimensions(handle, i, width, height);
            if (width[0] < 1 || height[0] < 1 || width[0] > Integer.MAX_VALUE || height[0] > Integer.MAX_VALUE) {
                throw new InputException(
                        file,
                        "level " + i,
                        "found " + width[0] + " x " + height[0] + " pixels, expected 1 to " + Integer.MAX_VALUE);
            }
            double downsample = i == 0 ? 1 : OpenSlideCalls.openslide_get_level_downsample(handle, i);
            levels.add(new Level((int) width[0], (int) height[0], downsample));
        }
        return levels;
    }

    private static void requireNoError(Path file, Pointer handle) {
        String error = OpenSlideCalls.openslide_get_error(handle);
        if (error != null) {
            throw new InputException(
                    file,
                    "image",
                    "cannot be decoded by OpenSlide (" + error
                            + "), expected an undamaged slide of its formats; otherwise"
                            + " convert it, for example with: " + ImageFormat.CONVERSION);
        }
    }

    @Override
    public int width() {
        return levels.get(0).width();
    }

    @Override
    public int height() {
        return levels.get(0).height();
    }

    @Override
    public List<Level> levels() {
        return levels;
    }

    @Override
    public Optional<Mpp> mpp() {
        String stated = property("openslide.mpp-x");
        try {
            return stated == null ? Optional.empty() : TiffPixelSize.plausible(Double.parseDouble(stated));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> notes() {
        return List.of(file + ": " + reader());
    }

    @Override
    public String reader() {
        return "OpenSlide " + OpenSlideCalls.openslide_get_version() + " (" + vendor + ")";
    }

    @Override
    public int bandPx() {
        String height = property("openslide.level[0].tile-height");
        return height != null && height.matches("[1-9]\\d{0,6}") ? Integer.parseInt(height) : USUAL_BAND;
    }

    private String property(String name) {
        return OpenSlideCalls.openslide_get_property_value(handle, name);
    }

    @Override
    public RgbImage readRegion(int x, int y, int width, int height) {
        return readRegion(0, x, y, width, height);
    }

    @Override
    public RgbImage readRegion(int level, int x, int y, int width, int height) {
        double times = levels.get(level).downsample();
        RgbImage region = RgbImage.white(width, height);
        int rows = Math.max(1, MOST_PIXELS / width);
        for (int from = 0; from < height; from += rows) {
            int[] argb = new int[width * Math.min(rows, height - from)];
            read(argb, Math.round(x * times), Math.round((y + (double) from) * times), level, width);
            layOverWhite(argb, region.pixels(), from * width * RgbImage.CHANNELS);
        }
        return region;
    }

    private void read(int[] argb, long x, long y, int level, int width) {
        lock.readLock().lock();
        try {
            if (isClosed) {
                throw new IllegalStateException(file + " is closed");
            }
            OpenSlideCalls.openslide_read_region(handle, argb, x, y, level, width, argb.length / width);
            requireNoError(file, handle);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Colours are multiplied by their opacity. */
    private static void layOverWhite(int[] argb, byte[] rgb, int start) {
        int at = start;
        for (int pixel : argb) {
            int white = OPAQUE - (pixel >>> 24);
            rgb[at] = (byte) Math.min(OPAQUE, (pixel >> 16 & 0xff) + white);
            rgb[at + 1] = (byte) Math.min(OPAQUE, (pixel >> 8 & 0xff) + white);
            rgb[at + 2] = (byte) Math.min(OPAQUE, (pixel & 0xff) + white);
            at += RgbImage.CHANNELS;
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!isClosed) {
                isClosed = true;
                OpenSlideCalls.openslide_close(handle);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
