package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.h5ad.AnnData;
import org.heclip.model.ModelCard;
import org.heclip.model.SectionImages;

/** The features of a section's positions, in one or several files that follow each other. */
record FeatureParts(Path section, AnnData data, List<Path> files, ModelCard card) {
    /** Sees some positions after others. */
    @FunctionalInterface
    interface Visitor {
        void see(SectionImages images) throws IOException;
    }

    /**
     * @param most positions at once; a file is read whole all the same, unless all positions are asked for at once
     * @throws InputException when the files do not hold the section's positions, each once, in order, as the
     *     model's encoder sees them
     */
    void forEach(int most, Visitor visitor) throws IOException {
        List<SectionImages> all = new ArrayList<>();
        int seen = 0;
        for (Path file : files) {
            EmbeddingFile part = EmbeddingFile.read(file);
            requireNext(part, seen);
            part.requireEncoderOf(card);
            SectionImages images = part.input(Optional.empty());
            seen += images.spots();
            if (most == Integer.MAX_VALUE) {
                all.add(images);
                continue;
            }
            for (int from = 0; from < images.spots(); from += most) {
                int to = Math.min(images.spots(), from + most);
                visitor.see(images.select(IntStream.range(from, to).toArray()));
            }
        }
        if (seen != data.obs().size()) {
            throw new InputException(
                    "--features",
                    "positions",
                    "found " + seen + ", expected all " + data.obs().size() + " of " + section);
        }
        if (!all.isEmpty()) {
            visitor.see(joined(all));
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

    private static SectionImages joined(List<SectionImages> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        SectionImages first = parts.get(0);
        List<DenseMatrix> stages = IntStream.range(0, first.stages().size())
                .mapToObj(stage -> DenseMatrix.stacked(
                        parts.stream().map(p -> p.stages().get(stage)).toList()))
                .toList();
        return new SectionImages(
                first.section(),
                parts.stream().mapToInt(SectionImages::spots).sum(),
                joined(parts, SectionImages::features),
                joined(parts, SectionImages::colour),
                Optional.empty(),
                joined(parts, SectionImages::spatial),
                stages);
    }

    private static Optional<DenseMatrix> joined(
            List<SectionImages> parts, Function<SectionImages, Optional<DenseMatrix>> matrix) {
        return matrix.apply(parts.get(0)).isEmpty()
                ? Optional.empty()
                : Optional.of(DenseMatrix.stacked(parts.stream()
                        .map(part -> matrix.apply(part).orElseThrow())
                        .toList()));
    }
}
