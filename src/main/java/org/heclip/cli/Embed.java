package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.heclip.error.InputException;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.H5ad;
import org.heclip.model.ImageFeatures;
import org.heclip.model.Tiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "embed", description = "Features of each tile from an image encoder that stays as it is.")
final class Embed extends Step {
    @Option(names = "--tiles", required = true, paramLabel = "H5AD", description = "Tiles, obsm/tiles.")
    private Path tiles;

    @Option(
            names = "--encoder",
            required = true,
            paramLabel = "NAME",
            description = "resnet18 (512 features), resnet50 (2,048), efficientnet_lite0 (1,280), or torchscript for an"
                    + " exported module: a program, which has to be trusted.")
    private String encoder;

    @Option(
            names = "--weights",
            paramLabel = "SAFETENSORS",
            description = "Weights with timm's names, seeded random ones when not given; or the TorchScript module.")
    private Path weights;

    @Option(
            names = "--encoder-mean",
            split = ",",
            paramLabel = "X",
            description = "Taken off red, green, blue (0 to 1); the encoder's own, or ImageNet's, when not given.")
    private float[] mean;

    @Option(names = "--encoder-std", split = ",", paramLabel = "X", description = "What they are then divided by.")
    private float[] std;

    @Option(
            names = "--stain",
            paramLabel = "YAML",
            description = "What the tiles are brought to first, as stain wrote it; as they are when not given.")
    private Path stain;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Of the random weights.")
    private long seed;

    @Option(names = "--batch-size", defaultValue = "32", paramLabel = "N", description = "Tiles at a time.")
    private int batchSize;

    @Mixin
    private LibtorchOptions libtorch;

    @Option(names = "--output", required = true, paramLabel = "H5AD", description = "Embeddings, obsm/features.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Embed(), args);
    }

    @Override
    protected void run() throws IOException {
        if (batchSize < 1) {
            throw new InputException("--batch-size", "value", "found " + batchSize + ", expected at least 1");
        }
        // before the encoder, whose start is libtorch's
        AnnData data = H5ad.read(tiles);
        EncoderChoice choice = EncoderChoice.of(encoder, weights, seed, mean, std);
        try (TileFile images = TileFile.open(tiles)) {
            Progress progress = new Progress("embed", images.size());
            if (stain == null) {
                ImageFeatures features = choice.extract(libtorch.start(), images, true, batchSize, progress::done);
                H5ad.write(output, embeddings(withContext(data, choice, tiles -> tiles), features, choice));
            } else {
                String section = Provenance.of(data).text("section");
                SectionStain used = SectionStain.of(StainTargetFile.read(stain), stain, section, images);
                NotedTiles seen = NotedTiles.of(used.over(images));
                ImageFeatures features =
                        choice.extract(libtorch.start(), seen.tiles(), true, batchSize, progress::done);
                AnnData stained = SectionFile.withHeclip(data.withObsm("colour", seen.colours()), used.entries());
                H5ad.write(output, embeddings(withContext(stained, choice, used::over), features, choice));
            }
        }
    }

    /** With what the encoder says of the wider view, where one was cut. @param stained what its tiles are looked at as */
    private AnnData withContext(AnnData data, EncoderChoice choice, UnaryOperator<Tiles> stained) {
        if (EmbeddingFile.contextUm(Provenance.of(data)).isEmpty()) {
            return data;
        }
        try (TileFile wider = TileFile.openContext(tiles)) {
            Progress progress = new Progress("embed context", wider.size());
            return EmbeddingFile.withContext(
                    data, choice.extract(libtorch.start(), stained.apply(wider), true, batchSize, progress::done));
        }
    }

    private static AnnData embeddings(AnnData data, ImageFeatures features, EncoderChoice choice) {
        Map<String, Object> heclip = new LinkedHashMap<>(Provenance.of(data).entries());
        heclip.put("encoder", choice.name());
        heclip.put("encoder_weights", choice.source());
        heclip.put("encoder_scale", choice.scale().text());
        return EmbeddingFile.withFeatures(data.withUns("heclip", heclip), features);
    }
}
