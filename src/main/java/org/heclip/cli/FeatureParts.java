package org.heclip.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.h5ad.AnnData;
import org.heclip.model.Model;
import org.heclip.model.ModelCard;
import org.heclip.model.SectionImages;

/** The features of a section's positions, in one or several files that follow each other. */
record FeatureParts(Path section, AnnData data, List<Path> files, ModelCard card) {
    /**
     * @param most positions at once; a file is read whole all the same
     * @throws InputException when the files do not hold the section's positions, each once, in order, as the
     *     model's encoder sees them
     */
    void forEach(int most, Consumer<SectionImages> visitor) {
        int seen = 0;
        for (Path file : files) {
            EmbeddingFile part = EmbeddingFile.read(file);
            requireNext(part, seen);
            part.requireEncoderOf(card, Model.named(card.model()).seesContext());
            SectionImages images = part.input(Optional.empty());
            seen += images.spots();
            for (int from = 0; from < images.spots(); from += most) {
                int to = Math.min(images.spots(), from + most);
                visitor.accept(images.select(IntStream.range(from, to).toArray()));
            }
        }
        if (seen != data.obs().size()) {
            throw new InputException(
                    "--features",
                    "positions",
                    "found " + seen + ", expected all " + data.obs().size() + " of " + section);
        }
    }

    private void requireNext(EmbeddingFile part, int seen) {
        List<String> names = data.obs().index();
        int end = seen + part.barcodes().size();
        if (end > names.size() || !names.subList(seen, end).equals(part.barcodes())) {
            throw new InputException(
                    part.file(), "obs", "found other positions, expected those of " + section + " from " + seen);
        }
    }
}
