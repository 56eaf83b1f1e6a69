package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.heclip.model.ImageFeatures;
import org.heclip.model.ModelCard;
import org.heclip.model.SectionImages;

/** An embeddings h5ad (docs/steps.md). */
record EmbeddingFile(Path file, AnnData data, Provenance provenance) {
    /** Before the number of an encoder's stage, from 0. */
    private static final String STAGE = "stage";

    private static final String FEATURES = "features";

    /** Before the names of what the encoder says of the wider view. */
    private static final String CONTEXT = "context_";
    /** Width of that view. */
    private static final String CONTEXT_UM = "context_um";

    /** As a file of embeddings holds what an encoder says of each tile. */
    static AnnData withFeatures(AnnData data, ImageFeatures features) {
        return withFeatures(data, "", features);
    }

    /** The same of each tile of the wider view. */
    static AnnData withContext(AnnData data, ImageFeatures features) {
        return withFeatures(data, CONTEXT, features);
    }

    private static AnnData withFeatures(AnnData data, String prefix, ImageFeatures features) {
        AnnData embedded = data.withObsm(prefix + FEATURES, array(features.features()));
        for (int stage = 0; stage < features.stages().size(); stage++) {
            embedded = embedded.withObsm(
                    prefix + STAGE + stage, array(features.stages().get(stage)));
        }
        return embedded;
    }

    private static NdArray array(DenseMatrix matrix) {
        return NdArray.of(matrix.rows(), matrix.cols(), matrix.values());
    }

    static EmbeddingFile read(Path file) {
        AnnData data = H5ad.read(file);
        return new EmbeddingFile(file, data, Provenance.of(data));
    }

    String section() {
        return provenance.text("section");
    }

    List<String> barcodes() {
        return data.obs().index();
    }

    /**
     * What a model may see.
     *
     * @throws InputException when the tiles are not those of the same spots
     */
    SectionImages input(Optional<TileFile> tiles) {
        int spots = barcodes().size();
        tiles.ifPresent(t -> {
            if (t.size() != spots) {
                throw new InputException(file, "obs", "found " + spots + " spots, expected " + t.size() + " as tiles");
            }
        });
        return new SectionImages(
                section(),
                spots,
                optional(FEATURES),
                optional("colour"),
                tiles.map(t -> stain().map(stain -> stain.over(t)).orElse(t)),
                optional("spatial"),
                stages(""),
                optional(CONTEXT + FEATURES).map(wider -> new ImageFeatures(wider, stages(CONTEXT))));
    }

    /** Width in um of the wider view; empty where none was cut. */
    Optional<Double> contextUm() {
        return contextUm(provenance);
    }

    static Optional<Double> contextUm(Provenance provenance) {
        return provenance.entries().get(CONTEXT_UM) instanceof Number um
                ? Optional.of(um.doubleValue())
                : Optional.empty();
    }

    /** How the tiles were normalised before anybody looked at them. */
    Optional<SectionStain> stain() {
        return SectionStain.of(file, provenance);
    }

    /**
     * Nothing to compare for a model that looks at tiles itself, or at their colours only.
     *
     * @param seesContext whether the model looks at the wider view; told, so that steps without models do not have them in their jars
     * @throws InputException when another encoder made the features than the model was trained with, or tiles of another stain
     */
    void requireEncoderOf(ModelCard card, boolean seesContext) {
        requireStainOf(card);
        if (ModelCard.FROZEN.equals(card.encoderMode())) {
            requireSame("encoder_weights", card.encoderWeights());
            requireSame("encoder_scale", card.encoderScale());
            if (seesContext) {
                requireContextOf(card);
            }
        }
    }

    private void requireContextOf(ModelCard card) {
        Double found = contextUm().orElse(null);
        if (!Objects.equals(found, card.contextUm())) {
            throw new InputException(
                    file,
                    "uns/heclip/" + CONTEXT_UM,
                    "found " + (found == null ? "none" : found) + ", expected "
                            + (card.contextUm() == null ? "none" : card.contextUm())
                            + " as the model was trained with");
        }
    }

    private void requireStainOf(ModelCard card) {
        ModelCard.Stain found = stain().map(SectionStain::card).orElse(null);
        if (!Objects.equals(found, card.stain())) {
            throw new InputException(
                    file,
                    "uns/heclip/stain_target",
                    "found " + (found == null ? "none" : found) + ", expected "
                            + (card.stain() == null ? "none" : card.stain()) + " as the model was trained with");
        }
    }

    private void requireSame(String key, String trained) {
        String found = provenance.text(key);
        if (!found.equals(trained)) {
            throw new InputException(
                    file,
                    "uns/heclip/" + key,
                    "found '" + found + "', expected '" + trained + "' as the model was trained with");
        }
    }

    private List<DenseMatrix> stages(String prefix) {
        List<DenseMatrix> stages = new ArrayList<>();
        while (data.obsm().containsKey(prefix + STAGE + stages.size())) {
            stages.add(MeasuredSection.matrix(file, data, prefix + STAGE + stages.size()));
        }
        return stages;
    }

    private Optional<DenseMatrix> optional(String name) {
        return data.obsm().containsKey(name) ? Optional.of(MeasuredSection.matrix(file, data, name)) : Optional.empty();
    }
}
