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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heclip.error.InputException;
import org.heclip.expression.GeneIdentity;
import org.heclip.expression.Normalisation;
import org.heclip.expression.Preprocessing;
import org.heclip.fold.Fold;
import org.heclip.fold.Leak;
import org.heclip.model.ModelCard.TrainedOn;
import org.heclip.model.PanelChoice;
import org.heclip.model.SectionImages;
import org.heclip.model.TrainingData;
import org.heclip.model.TrainingSection;

/** The files of a fold's training sections in the order of the fold, and of those others that its protocol lets in. */
final class TrainingFiles implements AutoCloseable {
    /**
     * One section's files.
     *
     * @param section reduced to the spots to learn from
     * @param rows where these are in the embeddings and tiles
     */
    private record Member(MeasuredSection section, int[] rows, EmbeddingFile embedding, Optional<TileFile> tiles) {
        List<String> barcodes() {
            return section.data().obs().index();
        }
    }

    private final Fold fold;
    private final List<Member> members = new ArrayList<>();
    private final List<MeasuredSection> others = new ArrayList<>();
    private GeneIdentity genes;

    private TrainingFiles(Fold fold) {
        this.fold = fold;
    }

    /**
     * @param sections those of the training sections, and of the test sections that the fold's protocol shows
     * @param tiles empty where models need none
     * @throws InputException when the files are not exactly those of these sections
     */
    static TrainingFiles open(Fold fold, List<Path> sections, List<Path> embeddings, List<Path> tiles) {
        List<String> seen =
                Stream.concat(fold.train().stream(), fold.shown().stream()).toList();
        Map<String, MeasuredSection> sectionOf =
                byName(seen, "--sections", sections, MeasuredSection::read, MeasuredSection::id);
        Map<String, EmbeddingFile> embeddingOf =
                byName(fold.train(), "--embeddings", embeddings, EmbeddingFile::read, EmbeddingFile::section);
        Map<String, EmbeddingFile> tilesOf = tiles.isEmpty()
                ? Map.of()
                : byName(fold.train(), "--tiles", tiles, EmbeddingFile::read, EmbeddingFile::section);
        TrainingFiles files = new TrainingFiles(fold);
        for (String name : fold.train()) {
            EmbeddingFile embedding = embeddingOf.get(name);
            int[] rows = rows(fold, name, embedding);
            List<String> barcodes =
                    IntStream.of(rows).mapToObj(embedding.barcodes()::get).toList();
            MeasuredSection section = sectionOf.get(name).select(barcodes, embedding.file());
            Optional<TileFile> opened = Optional.ofNullable(tilesOf.get(name)).map(file -> tilesOf(file, embedding));
            files.members.add(new Member(section, rows, embedding, opened));
        }
        fold.shown().forEach(name -> files.others.add(sectionOf.get(name)));
        files.requireSameEncoder();
        SectionStain.requireOf(fold.train(), List.copyOf(embeddingOf.values()));
        files.genes =
                GeneIdentity.join(Stream.concat(files.members.stream().map(Member::section), files.others.stream())
                        .map(MeasuredSection::identity)
                        .toList());
        return files;
    }

    /** Where the spots to learn from are in the embeddings: all of them unless the fold cuts the section. */
    static int[] rows(Fold fold, String name, EmbeddingFile embedding) {
        List<String> all = embedding.barcodes();
        Set<String> wanted = fold.spots().containsKey(name)
                ? Set.copyOf(fold.spots().get(name).train())
                : Set.copyOf(all);
        int[] rows = IntStream.range(0, all.size())
                .filter(s -> wanted.contains(all.get(s)))
                .toArray();
        if (rows.length < wanted.size()) {
            throw new InputException(
                    embedding.file(),
                    "obs",
                    "found " + rows.length + " of the fold's spots, expected " + wanted.size());
        }
        return rows;
    }

    Preprocessing preprocess(PanelChoice choice, long seed) {
        System.err.println("train " + fold.id() + ": " + genes.summary());
        List<Preprocessing.Section> sections = new ArrayList<>();
        Stream.concat(members.stream().map(Member::section), others.stream())
                .forEach(section -> sections.add(new Preprocessing.Section(
                        genes.names().get(sections.size()), section.counts(), section.spatial())));
        try {
            return Preprocessing.fit(
                    sections.subList(0, members.size()),
                    sections.subList(members.size(), sections.size()),
                    choice.steps(seed),
                    new Preprocessing.Leaks(
                            fold.leaks().contains(Leak.PANEL), fold.leaks().contains(Leak.HARMONY)));
        } catch (IllegalArgumentException e) {
            throw new InputException("--sections", String.join(", ", fold.train()), e.getMessage());
        }
    }

    TrainingData data(Preprocessing preprocessing, PanelChoice choice, long seed) {
        List<TrainingSection> sections = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            SectionImages input = member.embedding().input(member.tiles()).select(member.rows());
            sections.add(new TrainingSection(
                    input,
                    preprocessing.targets().get(i),
                    member.section().spatial(),
                    member.section().array(),
                    Normalisation.totals(member.section().counts()),
                    fold.patients().getOrDefault(member.section().id(), "")));
        }
        if (fold.leaks().contains(Leak.TWINS)) {
            return TrainingData.withTwins(sections, preprocessing.hvg(), preprocessing.heg(choice.nHeg()), seed);
        }
        return TrainingData.of(
                sections, Set.copyOf(fold.validation()), preprocessing.hvg(), preprocessing.heg(choice.nHeg()));
    }

    List<TrainedOn> trainedOn() {
        return members.stream()
                .map(member -> new TrainedOn(
                        member.section().id(),
                        fold.patients().getOrDefault(member.section().id(), ""),
                        member.rows().length,
                        member.section().provenance().text("image_sha256")))
                .toList();
    }

    /** Names of all training spots: section and barcode. */
    List<String> spots() {
        return members.stream()
                .flatMap(member -> member.barcodes().stream()
                        .map(barcode -> member.section().id() + ":" + barcode))
                .toList();
    }

    /** The section of each training spot. */
    List<String> spotSections() {
        return members.stream()
                .flatMap(member -> member.barcodes().stream()
                        .map(barcode -> member.section().id()))
                .toList();
    }

    /** The truth as the protocol has it, in place of what was measured; empty when it is the measurement. */
    Optional<CorrectedTruth> truth(Preprocessing preprocessing) {
        if (!fold.leaks().contains(Leak.TRUTH)) {
            return Optional.empty();
        }
        List<String> spots = new ArrayList<>();
        others.forEach(section ->
                section.data().obs().index().forEach(barcode -> spots.add(CorrectedTruth.name(section.id(), barcode))));
        return Optional.of(CorrectedTruth.of(spots, preprocessing.panel().names(), preprocessing.truth()));
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

    /** Width in um of the wider view; empty where none was cut. */
    Optional<Double> contextUm() {
        return members.get(0).embedding().contextUm();
    }

    /** What the tiles were brought to; empty when they were taken as they are. */
    Optional<SectionStain> stain() {
        return members.get(0).embedding().stain();
    }

    @Override
    public void close() {
        members.forEach(member -> member.tiles().ifPresent(TileFile::close));
    }

    private void requireSameEncoder() {
        for (Member member : members) {
            for (String key : List.of("encoder", "encoder_weights", "encoder_scale", "tile_px", "context_um")) {
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

    /** @throws InputException unless the files are those of the expected names, each once */
    static <F> Map<String, F> byName(
            List<String> expected, String option, List<Path> paths, Function<Path, F> read, Function<F, String> name) {
        Map<String, F> files = new LinkedHashMap<>();
        for (Path path : paths) {
            F file = read.apply(path);
            if (!expected.contains(name.apply(file)) || files.put(name.apply(file), file) != null) {
                throw new InputException(
                        path,
                        "section '" + name.apply(file) + "'",
                        "found in " + option + ", expected each of the fold's " + expected + " once");
            }
        }
        if (files.size() < expected.size()) {
            throw new InputException(option, "sections", "found " + files.keySet() + ", expected all of " + expected);
        }
        return files;
    }
}
