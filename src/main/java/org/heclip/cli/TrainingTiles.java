package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.heclip.align.SpotLayout;
import org.heclip.bundle.BundleCard.Tiles;
import org.heclip.domain.TrainingDomain;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.model.Model;
import org.heclip.model.ModelCard;
import org.heclip.model.ModelCard.TrainedOn;

/** The tiles of all training sections as their embeddings describe them. */
record TrainingTiles(List<EmbeddingFile> files, ModelCard card) {
    /** @throws InputException when they are not those of the model's training sections */
    static TrainingTiles read(List<Path> embeddings, ModelCard card) {
        List<EmbeddingFile> files = embeddings.stream().map(EmbeddingFile::read).toList();
        List<String> found = files.stream().map(EmbeddingFile::section).sorted().toList();
        List<String> expected =
                card.training().stream().map(TrainedOn::section).sorted().toList();
        if (!found.equals(expected)) {
            throw new InputException(
                    "--embeddings", "sections", "found " + found + ", expected those of the model, " + expected);
        }
        files.forEach(
                file -> file.requireEncoderOf(card, Model.named(card.model()).seesContext()));
        return new TrainingTiles(files, card);
    }

    /** How they were cut. */
    Tiles cut() {
        return new Tiles(
                (int) number(files.get(0), "tile_px"),
                median(file -> number(file, "tile_mpp")),
                resolution(),
                card.stain() == null ? "none" : card.stain().method(),
                median(TrainingTiles::spacingUm));
    }

    private static double spacingUm(EmbeddingFile file) {
        double[] xy = new SectionFile(file.file(), file.data()).spatial2d();
        return SpotLayout.of(xy).pitchPx() * number(file, "mpp");
    }

    private double median(ToDoubleFunction<EmbeddingFile> of) {
        double[] sorted = files.stream().mapToDouble(of).sorted().toArray();
        return sorted[(sorted.length - 1) / 2];
    }

    private String resolution() {
        for (EmbeddingFile file : files) {
            for (String key : List.of("tile_px", "tile_resolution")) {
                String other = files.get(0).provenance().text(key);
                String own = file.provenance().text(key);
                if (own.isEmpty() || !own.equals(other)) {
                    throw new InputException(
                            file.file(), "uns/heclip/" + key, "found '" + own + "', expected '" + other + "'");
                }
            }
        }
        return files.get(0).provenance().text("tile_resolution");
    }

    TrainingDomain domain() {
        List<DenseMatrix> colour = files.stream()
                .map(file -> MeasuredSection.matrix(file.file(), file.data(), "colour"))
                .toList();
        // what a fine-tuned encoder makes of tiles is not in these files
        boolean frozen = card.encoder() != null && !card.finetuned();
        Optional<DenseMatrix> features = frozen
                ? Optional.of(DenseMatrix.stacked(files.stream()
                        .map(file -> MeasuredSection.matrix(file.file(), file.data(), "features"))
                        .toList()))
                : Optional.empty();
        return TrainingDomain.fit(DenseMatrix.stacked(colour), features, groups());
    }

    /** The patient of each tile; its section where there is one patient, and a half of it where there is one section. */
    private List<String> groups() {
        Map<String, String> patients = new HashMap<>();
        card.training().forEach(section -> patients.put(section.section(), section.patient()));
        boolean several = patients.values().stream().distinct().count() > 1;
        List<String> groups = new ArrayList<>();
        for (EmbeddingFile file : files) {
            int tiles = file.barcodes().size();
            if (files.size() == 1) {
                groups.addAll(IntStream.range(0, tiles)
                        .mapToObj(s -> 2 * s < tiles ? "first half" : "second half")
                        .toList());
            } else {
                groups.addAll(Collections.nCopies(tiles, several ? patients.get(file.section()) : file.section()));
            }
        }
        return groups;
    }

    private static double number(EmbeddingFile file, String key) {
        if (file.provenance().entries().get(key) instanceof Number number) {
            return number.doubleValue();
        }
        throw new InputException(
                file.file(), "uns/heclip/" + key, "found nothing, expected tiles of known size (column mpp)");
    }
}
