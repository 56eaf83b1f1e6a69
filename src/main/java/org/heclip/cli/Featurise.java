package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.heclip.bundle.BundlePart;
import org.heclip.error.InputException;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.H5ad;
import org.heclip.model.ImageFeatures;
import org.heclip.model.ModelCard;
import org.heclip.model.Tiles;
import org.heclip.slide.Slide;
import org.heclip.slide.Slides;
import org.heclip.tile.TileCutter;
import org.heclip.tile.TrainedScale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "featurise",
        description =
                "Features and colours of the tiles at some of a section's positions, as a bundle's model needs them;"
                        + " tiles are cut, looked at and let go.")
final class Featurise extends Step {
    @Option(names = "--bundle", required = true, paramLabel = "DIR", description = "The unpacked bundle.")
    private Path bundle;

    @Option(names = "--section", required = true, paramLabel = "H5AD", description = "Section with positions.")
    private Path section;

    @Option(names = "--image", required = true, paramLabel = "FILE", description = "The section's H&E image.")
    private Path image;

    @Option(names = "--first", defaultValue = "0", paramLabel = "N", description = "The first position, from 0.")
    private int first;

    @Option(names = "--count", paramLabel = "N", description = "So many positions from there; all when not given.")
    private Integer count;

    @Option(names = "--batch-size", defaultValue = "32", paramLabel = "N", description = "Tiles at a time.")
    private int batchSize;

    @Mixin
    private LibtorchOptions libtorch;

    @Option(names = "--output", required = true, paramLabel = "H5AD", description = "Embeddings of these positions.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Featurise(), args);
    }

    @Override
    protected void run() throws IOException {
        BundleFolder model = BundleFolder.open(bundle);
        TrainedScale scale = BundleCardFile.read(bundle).scale();
        SectionFile input = SectionFile.readWithoutCounts(section);
        int positions = input.data().obs().size();
        int end = Math.min(positions, count == null ? positions : Math.addExact(first, count));
        if (first < 0 || end <= first || batchSize < 1) {
            throw new InputException(
                    "featurise",
                    "--first, --count, --batch-size",
                    "found " + first + ", " + count + ", " + batchSize + ", expected some of " + positions
                            + " positions");
        }
        int[] chosen = IntStream.range(first, end).toArray();
        SlideTiles all = new SlideTiles(input, scale);
        AnnData part = all.described().selectSpots(chosen);
        try (Slide slide = Slides.open(image, Slides.DEFAULT_CACHE_BYTES, input.imageOrientation())) {
            TileCutter cutter = all.cutter(slide);
            CutTiles tiles = new CutTiles(cutter, input.spatial2d(), first, chosen.length);
            // the slide's own stain is measured at all of its positions: each part finds the same
            Optional<SectionStain> stain = SectionStain.of(
                    model.modelCard(),
                    model.file(BundlePart.MODEL),
                    input.section(),
                    new CutTiles(cutter, input.spatial2d(), 0, positions));
            NotedTiles seen = NotedTiles.of(stain.map(s -> s.over(tiles)).orElse(tiles));
            H5ad.write(output, looked(stained(part, stain), seen, model));
        }
    }

    private static AnnData stained(AnnData part, Optional<SectionStain> stain) {
        return stain.map(s -> SectionFile.withHeclip(part, s.entries())).orElse(part);
    }

    private AnnData looked(AnnData part, NotedTiles seen, BundleFolder model) throws IOException {
        Tiles tiles = seen.tiles();
        Progress progress = new Progress("featurise", tiles.size());
        AnnData data = part;
        Optional<EncoderChoice.Native> encoder = model.encoder();
        if (encoder.isPresent()) {
            EncoderChoice.Native choice = encoder.get();
            boolean stages = ModelCard.STAGES.equals(model.modelCard().encoderFeatures());
            ImageFeatures features = choice.extract(libtorch.start(), tiles, stages, batchSize, progress::done);
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("encoder", choice.name());
            keys.put("encoder_weights", choice.source());
            keys.put("encoder_scale", choice.scale().text());
            data = EmbeddingFile.withFeatures(SectionFile.withHeclip(data, keys), features);
        } else {
            for (int s = 0; s < tiles.size(); s++) {
                tiles.read(s);
                progress.done(s + 1);
            }
        }
        return data.withObsm("colour", seen.colours());
    }
}
