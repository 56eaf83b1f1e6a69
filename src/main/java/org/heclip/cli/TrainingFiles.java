package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.heclip.error.InputException;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.GeneIdentity;
import org.heclip.fold.Fold;
import org.heclip.model.ModelCard.TrainedOn;
import org.heclip.model.PanelChoice;
import org.heclip.model.Preprocessing;
import org.heclip.model.SectionImages;
import org.heclip.model.TrainingData;
import org.heclip.model.TrainingSection;

/** The files of a fold's training sections, and no others, in the order of the fold. */
final class TrainingFiles implements AutoCloseable {
    /** One section's files, reduced to the spots of its embeddings. */
    private record Member(MeasuredSection section, EmbeddingFile embedding, Optional<TileFile> tiles) {}

    private final Fold fold;
    private final List<Member> members = new ArrayList<>();
    private GeneIdentity genes;

    private TrainingFiles(Fold fold) {
        this.fold = fold;
    }

    /**
     * @param tiles empty where models need none
     * @throws InputException when the files are not exactly those of the fold's training sections
     */
    static TrainingFiles open(Fold fold, List<Path> sections, List<Path> embeddings, List<Path> tiles) {
        Map<String, MeasuredSection> sectionOf =
                byName(fold, "--sections", sections, MeasuredSection::read, MeasuredSection::id);
        Map<String, EmbeddingFile> embeddingOf =
                byName(fold, "--embeddings", embeddings, EmbeddingFile::read, EmbeddingFile::section);
        Map<String, EmbeddingFile> tilesOf = tiles.isEmpty()
                ? Map.of()
                : byName(fold, "--tiles", tiles, EmbeddingFile::read, EmbeddingFile::section);
        TrainingFiles files = new TrainingFiles(fold);
        for (String name : fold.train()) {
            EmbeddingFile embedding = embeddingOf.get(name);
            MeasuredSection section = sectionOf.get(name).select(embedding.barcodes(), embedding.file());
            Optional<TileFile> opened = Optional.ofNullable(tilesOf.get(name)).map(file -> tilesOf(file, embedding));
            files.members.add(new Member(section, embedding, opened));
        }
        files.requireSameEncoder();
        files.genes = GeneIdentity.join(files.members.stream()
                .map(member -> member.section().identity())
                .toList());
        return files;
    }

    Preprocessing preprocess(PanelChoice choice) {
        System.err.println("train " + fold.id() + ": " + genes.summary());
        List<ExpressionMatrix> counts =
                members.stream().map(member -> member.section().counts()).toList();
        try {
            return Preprocessing.fit(genes.names(), counts, choice);
        } catch (IllegalArgumentException e) {
            throw new InputException("--sections", String.join(", ", fold.train()), e.getMessage());
        }
    }

    TrainingData data(Preprocessing preprocessing, PanelChoice choice) {
        List<TrainingSection> sections = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            SectionImages input = member.embedding().input(member.tiles());
            sections.add(new TrainingSection(
                    input,
                    preprocessing.expression().get(i),
                    member.section().spatial(),
                    member.section().array()));
        }
        return TrainingData.of(
                sections, Set.copyOf(fold.validation()), preprocessing.hvg(), preprocessing.heg(choice.nHeg()));
    }

    List<TrainedOn> trainedOn() {
        return members.stream()
                .map(member -> new TrainedOn(
                        member.section().id(),
                        fold.patients().getOrDefault(member.section().id(), ""),
                        member.embedding().barcodes().size(),
                        member.section().provenance().text("image_sha256")))
                .toList();
    }

    /** Names of all training spots: section and barcode. */
    List<String> spots() {
        return members.stream()
                .flatMap(member -> member.embedding().barcodes().stream()
                        .map(barcode -> member.section().id() + ":" + barcode))
                .toList();
    }

    /** The section of each training spot. */
    List<String> spotSections() {
        return members.stream()
                .flatMap(member -> member.embedding().barcodes().stream()
                        .map(barcode -> member.section().id()))
                .toList();
    }

    /** Identifiers by the names that {@link #preprocess} knows. */
    Map<String, String> geneIds() {
        Map<String, String> ids = new HashMap<>();
        for (int i = 0; i < members.size(); i++) {
            List<String> names = genes.names().get(i);
            members.get(i).section().identity().ids().ifPresent(own -> {
                for (int g = 0; g < own.size(); g++) {
                    ids.putIfAbsent(names.get(g), own.get(g));
                }
            });
        }
        return ids;
    }

    /** {@code encoder} or {@code encoder_weights} of the embeddings; empty when they have none. */
    String embedded(String key) {
        return members.get(0).embedding().provenance().text(key);
    }

    @Override
    public void close() {
        members.forEach(member -> member.tiles().ifPresent(TileFile::close));
    }

    private void requireSameEncoder() {
        for (Member member : members) {
            for (String key : List.of("encoder", "encoder_weights", "encoder_scale", "tile_px")) {
                String found = member.embedding().provenance().text(key);
                if (!found.equals(embedded(key))) {
                    throw new InputException(
                            member.embedding().file(),
                            "uns/heclip/" + key,
                            "found '" + found + "', expected '" + embedded(key) + "' as in the other embeddings");
                }
            }
        }
    }

    private static TileFile tilesOf(EmbeddingFile tiles, EmbeddingFile embedding) {
        if (!tiles.barcodes().equals(embedding.barcodes())) {
            throw new InputException(tiles.file(), "obs", "found other spots, expected those of " + embedding.file());
        }
        return TileFile.open(tiles.file());
    }

    private static <F> Map<String, F> byName(
            Fold fold, String option, List<Path> paths, Function<Path, F> read, Function<F, String> name) {
        Map<String, F> files = new LinkedHashMap<>();
        for (Path path : paths) {
            F file = read.apply(path);
            if (!fold.train().contains(name.apply(file)) || files.put(name.apply(file), file) != null) {
                throw new InputException(
                        path,
                        "section '" + name.apply(file) + "'",
                        "found in " + option + ", expected each of the training sections " + fold.train() + " once");
            }
        }
        if (files.size() < fold.train().size()) {
            throw new InputException(
                    option, "sections", "found " + files.keySet() + ", expected all of " + fold.train());
        }
        return files;
    }
}
