package org.heclip.slide;

import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.heclip.error.InputException;
import org.heclip.section.Mpp;

/** A TIFF or BigTIFF of which only the tiles or strips that a region touches are decoded, at each of its levels. */
final class TiffSlide implements Slide {
    /** NewSubfileType: a smaller version of another image. */
    private static final int REDUCED = 1;
    /** NewSubfileType: which pixels of another image are to be seen. */
    private static final int MASK = 4;

    private final Path file;
    private final FileBytes bytes;
    private final List<TiffLevel> read;
    private final List<Level> levels;
    private final Optional<Mpp> mpp;
    private final List<String> notes;

    private TiffSlide(Path file, FileBytes bytes, List<TiffLevel> read, Optional<Mpp> mpp, List<String> notes) {
        this.file = file;
        this.bytes = bytes;
        this.read = read;
        this.levels = read.stream()
                .map(each -> each.blocks().layout())
                .map(layout -> level(read.get(0).blocks().layout(), layout))
                .toList();
        this.mpp = mpp;
        this.notes = notes;
    }

    /**
     * Opens the image {@code base} of the file and what of the others are its levels. Empty for an image that this reader does
     * not decode.
     *
     * @param all images of the file
     * @param cacheBytes of decoded blocks that are held
     * @throws InputException when the file is cut off, or uses 12 bits of 16
     */
    static Optional<Slide> open(
            Path file, List<TiffDirectory> all, TiffDirectory base, List<String> notes, long cacheBytes)
            throws IOException {
        FileBytes bytes = new FileBytes(file, cacheBytes);
        boolean keep = false;
        try {
            BlockCache cache = new BlockCache(cacheBytes);
            List<TiffLevel> levels = new ArrayList<>();
            String description = all.get(0).text(TIFF.TAG_IMAGE_DESCRIPTION);
            int significantBits =
                    OmePixels.of(description, base.width(), base.height()).significantBits();
            for (TiffDirectory image : pyramid(all, base)) {
                Optional<TiffBlocks> blocks = TiffBlocks.of(bytes, image, significantBits);
                if (blocks.isEmpty() && image == base) {
                    return Optional.empty();
                }
                int number = levels.size();
                blocks.ifPresent(known -> levels.add(new TiffLevel(number, known, cache)));
            }
            for (TiffLevel level : levels) {
                check(file, level.blocks());
            }
            Optional<Mpp> mpp = TiffPixelSize.of(description, base);
            keep = true;
            return Optional.of(new TiffSlide(file, bytes, levels, mpp, notes));
        } finally {
            if (!keep) {
                bytes.close();
            }
        }
    }

    /** The base and its levels, ever smaller. Labels and pictures of the glass have other proportions. */
    private static List<TiffDirectory> pyramid(List<TiffDirectory> all, TiffDirectory base) {
        Stream<TiffDirectory> below = base.children().stream();
        Stream<TiffDirectory> beside =
                all.stream().filter(other -> isTiled(other) == isTiled(base) || isReduced(other));
        List<TiffDirectory> pyramid = new ArrayList<>(List.of(base));
        Stream.concat(below, beside)
                .filter(other -> isLike(other, base) && hasProportions(other, base))
                .sorted(Comparator.comparingInt(TiffDirectory::width).reversed())
                .filter(other -> other.width() < pyramid.get(pyramid.size() - 1).width())
                .forEachOrdered(pyramid::add);
        return pyramid;
    }

    private static boolean isTiled(TiffDirectory image) {
        return image.integer(TIFF.TAG_TILE_WIDTH, 0) > 0;
    }

    private static boolean isReduced(TiffDirectory image) {
        return (image.integer(TIFF.TAG_SUBFILE_TYPE, 0) & REDUCED) != 0;
    }

    /** Of the same samples, and no mask of what is to be seen. */
    private static boolean isLike(TiffDirectory level, TiffDirectory base) {
        return (level.integer(TIFF.TAG_SUBFILE_TYPE, 0) & MASK) == 0
                && level.integer(TIFF.TAG_SAMPLES_PER_PIXEL, 1) == base.integer(TIFF.TAG_SAMPLES_PER_PIXEL, 1)
                && level.integer(TIFF.TAG_BITS_PER_SAMPLE, 1) == base.integer(TIFF.TAG_BITS_PER_SAMPLE, 1);
    }

    /** Edges of a level are rounded to whole pixels. */
    private static boolean hasProportions(TiffDirectory level, TiffDirectory base) {
        double apart = Math.abs((double) level.width() * base.height() - (double) level.height() * base.width());
        return level.width() > 0 && level.height() > 0 && apart <= (double) base.width() + base.height();
    }

    private static Level level(TiffLayout base, TiffLayout layout) {
        double ratio = (double) base.width() / layout.width();
        long whole = Math.round(ratio);
        // 50,001 px halved are 25,000 or 25,001: the step was 2 all the same
        boolean exact = Math.abs((double) base.width() / whole - layout.width()) < 1
                && Math.abs((double) base.height() / whole - layout.height()) < 1;
        return new Level(layout.width(), layout.height(), exact ? whole : ratio);
    }

    private static void check(Path file, TiffBlocks blocks) throws IOException {
        TiffLayout layout = blocks.layout();
        ImageRoom room = new ImageRoom(file, layout.width(), layout.height());
        room.requirePlausible();
        int tooShort = blocks.tooShort();
        if (tooShort >= 0) {
            throw new InputException(
                    file,
                    "image",
                    "found " + layout.lengths()[tooShort] + " bytes of block " + tooShort
                            + ", expected all its pixels; copy the file again");
        }
        if (!blocks.isRaw()) {
            room.require(Math.max(blocks.rgbBytes(), Math.max(blocks.eightBytes(), blocks.storedBytes())));
        }
        if (!layout.fits(Files.size(file))) {
            throw new InputException(
                    file, "image", "found pixels beyond the end of the file, expected all of it; copy it again");
        }
        if (blocks.isWide()) {
            WideSamples.requireFullRange(file, blocks);
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
    public Optional<Mpp> mpp() {
        return mpp;
    }

    @Override
    public List<Level> levels() {
        return levels;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public int bandPx() {
        return read.get(0).blocks().layout().blockHeight();
    }

    @Override
    public RgbImage readRegion(int x, int y, int width, int height) {
        return readRegion(0, x, y, width, height);
    }

    @Override
    public RgbImage readRegion(int level, int x, int y, int width, int height) {
        Level from = levels.get(level);
        RgbImage region = RgbImage.region(x, y, width, height, from.width(), from.height());
        try {
            read.get(level).read(x, y, region);
        } catch (IOException | RuntimeException e) {
            throw Slides.damaged(file, e);
        } catch (InternalError e) {
            // how the JVM tells that a mapped page is no longer there
            throw Slides.damaged(file, new IOException("the file was cut off while it was read", e));
        }
        return region;
    }

    @Override
    public void close() {
        read.forEach(level -> level.blocks().close());
        bytes.close();
    }
}
