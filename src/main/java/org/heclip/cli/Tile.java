package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.heclip.section.Mpp;
import org.heclip.slide.Slide;
import org.heclip.slide.Slides;
import org.heclip.tile.TileCutter;
import org.heclip.tile.TileResolution;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "tile", description = "Cuts a square of the image around each spot and describes its colours.")
final class Tile extends Step {
    static final int MAX_TILE_PX = 4096;
    private static final int MAX_THREADS = 1024;
    private static final int MAX_CACHE_MB = 1 << 16;

    @Option(names = "--section", required = true, paramLabel = "H5AD", description = "Section with positions.")
    private Path section;

    @Option(names = "--image", required = true, paramLabel = "FILE", description = "The section's H&E image.")
    private Path image;

    @Option(names = "--tile-px", defaultValue = "224", description = "Edge of a tile in pixels.")
    private int tilePx;

    @Option(
            names = "--tile-mpp",
            defaultValue = "0.5",
            paramLabel = "UM|native",
            description = "Pixel size of a tile in um, or native: the image's own pixels, not resampled.")
    private String tileMpp;

    @Option(
            names = "--context-um",
            paramLabel = "UM",
            description = "Also cut a wider view around each spot, so many um across, to the same number of pixels.")
    private Double contextUm;

    @Option(names = "--threads", defaultValue = "2", description = "Tiles that are cut at a time.")
    private int threads;

    @Option(
            names = "--cache-mb",
            defaultValue = "64",
            paramLabel = "MB",
            description = "Decoded parts of a TIFF that are held.")
    private int cacheMb;

    @Option(names = "--output", required = true, paramLabel = "H5AD", description = "Tiles, without expression.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Tile(), args);
    }

    @Override
    protected void run() throws IOException {
        SectionFile input = SectionFile.readWithoutCounts(section);
        double[] xy = input.spatial2d();
        Optional<Mpp> imageMpp = input.mpp().map(mpp -> new Mpp(mpp.value() / input.imageScale()));
        double sourcePx = sourcePx(imageMpp);
        try (Slide slide = Slides.open(image, cacheBytes(), input.imageOrientation());
                ScratchTiles scratch = new ScratchTiles(output, tilePx);
                ScratchTiles wider = contextUm == null ? null : new ScratchTiles(output, tilePx)) {
            TileCutter cutter = new TileCutter(slide, input.imageScale(), sourcePx, tilePx);
            SlideNotes.tell(image, slide, imageMpp);
            tellPadded(input, "tiles", cutter, xy);
            IntConsumer also = s -> {};
            if (wider != null) {
                TileCutter context = context(cutter, imageMpp);
                tellPadded(input, "context tiles", context, xy);
                also = s -> wider.put(s, context.cut(xy[2 * s], xy[2 * s + 1]).pixels());
            }
            NdArray colours = scratch.fill(cutter, xy, threads, also);
            AnnData tiles = described(input, imageMpp, sourcePx, slide.reader()).withObsm("colour", colours);
            H5ad.writeTiles(
                    output,
                    tiles,
                    tilePx,
                    scratch::get,
                    Optional.ofNullable(wider).map(w -> w::get));
        }
    }

    /** @throws InputException unless it is wider than the tile, and no wider than the image */
    private TileCutter context(TileCutter tile, Optional<Mpp> imageMpp) {
        double mpp = imageMpp.map(Mpp::value)
                .orElseThrow(() -> new InputException(
                        section,
                        "--context-um",
                        "found no pixel size of the image, expected mpp in the samplesheet to cut by um"));
        double sourcePx = contextUm / mpp;
        int widest = Math.max(tile.slide().width(), tile.slide().height());
        if (!(sourcePx > tile.sourcePx() && sourcePx <= widest)) {
            throw new InputException(
                    "options",
                    "--context-um",
                    String.format(
                            Locale.ROOT,
                            "found %.1f, expected more than a tile's %.1f um and at most the image's %.1f",
                            contextUm,
                            tile.sourcePx() * mpp,
                            widest * mpp));
        }
        return new TileCutter(tile.slide(), tile.imageScale(), sourcePx, tilePx);
    }

    private long cacheBytes() {
        if (cacheMb < 1 || cacheMb > MAX_CACHE_MB) {
            throw new InputException("options", "--cache-mb", "found " + cacheMb + ", expected 1 to " + MAX_CACHE_MB);
        }
        if (threads < 1 || threads > MAX_THREADS) {
            throw new InputException("options", "--threads", "found " + threads + ", expected 1 to " + MAX_THREADS);
        }
        return (long) cacheMb << 20;
    }

    private double sourcePx(Optional<Mpp> imageMpp) {
        if (tilePx < 1 || tilePx > MAX_TILE_PX) {
            throw new InputException("options", "--tile-px", "found " + tilePx + ", expected 1 to " + MAX_TILE_PX);
        }
        try {
            return TileResolution.parse(tileMpp).sourcePx(tilePx, imageMpp);
        } catch (IllegalArgumentException e) {
            throw new InputException(section, "--tile-mpp " + tileMpp, "found " + e.getMessage(), e);
        }
    }

    private static void tellPadded(SectionFile input, String what, TileCutter cutter, double[] xy) {
        long padded = IntStream.range(0, xy.length / 2)
                .filter(s -> cutter.isPadded(xy[2 * s], xy[2 * s + 1]))
                .count();
        if (padded > 0) {
            System.err.println("warning: " + input.section() + ": " + padded + " of " + xy.length / 2 + " " + what
                    + " reach over the image's edge and are padded with white");
        }
    }

    /** The section without its expression. */
    private AnnData described(SectionFile input, Optional<Mpp> imageMpp, double sourcePx, String reader) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("tile_px", tilePx);
        keys.put("tile_resolution", tileMpp);
        keys.put("image_reader", reader);
        if (contextUm != null) {
            keys.put("context_um", contextUm);
        }
        imageMpp.ifPresent(mpp -> keys.put("tile_mpp", mpp.value() * sourcePx / tilePx));
        AnnData spots = AnnData.of(input.data().obs());
        for (Map.Entry<String, NdArray> array : input.data().obsm().entrySet()) {
            spots = spots.withObsm(array.getKey(), array.getValue());
        }
        for (Map.Entry<String, Object> entry : input.data().uns().entrySet()) {
            spots = spots.withUns(entry.getKey(), entry.getValue());
        }
        return SectionFile.withHeclip(spots, keys);
    }
}
