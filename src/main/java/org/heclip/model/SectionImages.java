package org.heclip.model;

import java.util.List;
import java.util.Optional;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;

/**
 * What a model may know of a section when it predicts: images, and what was computed from them; never expression.
 *
 * @param section its name
 * @param spots number of spots
 * @param features {@code [spot][feature]} of a frozen encoder
 * @param colour {@code [spot][18]}, raw colour statistics
 * @param tiles the images themselves
 * @param spatial {@code [spot][2]}: x, y in full-resolution pixels
 * @param stages {@code [spot][channel]} of each stage of the encoder, first to last; may be empty
 * @param context what the encoder says of the tiles of a wider view; empty where none were cut
 */
public record SectionImages(
        String section,
        int spots,
        Optional<DenseMatrix> features,
        Optional<DenseMatrix> colour,
        Optional<Tiles> tiles,
        Optional<DenseMatrix> spatial,
        List<DenseMatrix> stages,
        Optional<ImageFeatures> context) {
    /** Images without positions, an encoder's stages and a wider view. */
    SectionImages(
            String section,
            int spots,
            Optional<DenseMatrix> features,
            Optional<DenseMatrix> colour,
            Optional<Tiles> tiles) {
        this(section, spots, features, colour, tiles, Optional.empty(), List.of(), Optional.empty());
    }

    /** @throws InputException when the embeddings file had none */
    public DenseMatrix requireFeatures() {
        return features.orElseThrow(
                () -> new InputException(section, "obsm/features", "not found, expected embeddings"));
    }

    /** @throws InputException when the embeddings file had none */
    public DenseMatrix requireColour() {
        return colour.orElseThrow(
                () -> new InputException(section, "obsm/colour", "not found, expected 18 statistics"));
    }

    /** @throws InputException when the embeddings file had none */
    DenseMatrix requireSpatial() {
        return spatial.orElseThrow(
                () -> new InputException(section, "obsm/spatial", "not found, expected x and y of each spot"));
    }

    /** @throws InputException when no tiles were given */
    Tiles requireTiles() {
        return tiles.orElseThrow(
                () -> new InputException("--tiles", section, "not given, expected tiles for a fine-tuned encoder"));
    }

    /** The spots at these indices, in this order. */
    public SectionImages select(int[] chosen) {
        return new SectionImages(
                section,
                chosen.length,
                features.map(m -> m.selectRows(chosen)),
                colour.map(m -> m.selectRows(chosen)),
                tiles.map(t -> t.select(chosen)),
                spatial.map(m -> m.selectRows(chosen)),
                stages.stream().map(m -> m.selectRows(chosen)).toList(),
                context.map(c -> c.select(chosen)));
    }
}
