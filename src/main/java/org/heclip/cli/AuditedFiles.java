package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.evaluate.FoldAudit.Part;
import org.heclip.evaluate.FoldAudit.Result;
import org.heclip.evaluate.GeneGroups;
import org.heclip.evaluate.LeakAudit.CountedSection;
import org.heclip.evaluate.SpotPrints;
import org.heclip.evaluate.TileHash;
import org.heclip.evaluate.TilePlaces;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.GeneIdentity;
import org.heclip.fold.Fold;

/** The files of a fold's sections, on both sides, as the audit looks at them; of counts, those of one section at a time. */
final class AuditedFiles {
    /** Part by which a refitted figure may differ from that of the model: rounding. */
    private static final double ROUNDING = 1e-6;

    private final Fold fold;
    private final StainAudit stain;
    private final NormalisationAudit normalisation;
    private final Map<String, Known> sections = new TreeMap<>();
    private final Map<String, List<TileHash>> tiles = new TreeMap<>();
    /** Of the sections that are cut into blocks. */
    private final Map<String, TilePlaces> places = new TreeMap<>();

    private final List<Part> training = new ArrayList<>();
    private final List<Part> test = new ArrayList<>();

    /** A section without its counts. @param barcodes of the spots that are looked at. @param asked the file that names them */
    private record Known(
            Path file,
            String patient,
            String imageSha256,
            List<String> barcodes,
            Path asked,
            GeneIdentity.Genes genes) {
        static Known of(MeasuredSection section) {
            return new Known(
                    section.file(),
                    section.provenance().text("patient"),
                    section.provenance().text("image_sha256"),
                    section.data().obs().index(),
                    section.file(),
                    section.identity());
        }

        Known with(EmbeddingFile tiles) {
            return new Known(file, patient, imageSha256, tiles.barcodes(), tiles.file(), genes);
        }
    }

    private AuditedFiles(Fold fold, List<Path> tiles, List<ModelDescription> models) {
        this.fold = fold;
        this.stain = new StainAudit(fold, tiles);
        this.normalisation = new NormalisationAudit(models);
    }

    /**
     * @param tiles may be empty
     * @param models of the fold, that {@link #fitted} is to be asked for
     * @throws InputException when a section of the fold is missing
     */
    static AuditedFiles read(Fold fold, List<Path> sections, List<Path> tiles, List<ModelDescription> models) {
        AuditedFiles files = new AuditedFiles(fold, tiles, models);
        for (Path path : sections) {
            MeasuredSection section = MeasuredSection.withoutCounts(path);
            files.sections.put(section.id(), Known.of(section));
        }
        Set<String> expected = new TreeSet<>(fold.train());
        expected.addAll(fold.test());
        if (!files.sections.keySet().containsAll(expected)) {
            throw new InputException(
                    "--sections", "sections", "found " + files.sections.keySet() + ", expected " + expected);
        }
        tiles.forEach(files::hash);
        files.count(expected);
        return files;
    }

    /** Spots outside of the image have no tile, and are neither learned from nor tested. */
    private void hash(Path path) {
        EmbeddingFile file = EmbeddingFile.read(path);
        Known section = sections.get(file.section());
        if (section == null) {
            throw new InputException(
                    path, "section", "found '" + file.section() + "', expected one of " + sections.keySet());
        }
        sections.put(file.section(), section.with(file));
        List<TileHash> hashes = new ArrayList<>();
        try (TileFile opened = TileFile.open(path)) {
            for (int s = 0; s < opened.size(); s++) {
                hashes.add(TileHash.of(opened.read(s), opened.tilePx()));
            }
        }
        tiles.put(file.section(), hashes);
        if (fold.spots().containsKey(file.section())) {
            places.put(file.section(), places(SectionFile.readWithoutCounts(path)));
        }
    }

    private static TilePlaces places(SectionFile file) {
        double[] xy = file.spatial2d();
        double px = file.number("tile_px");
        boolean known = file.mpp().isPresent() && file.has("tile_mpp");
        return new TilePlaces(
                IntStream.range(0, xy.length / 2).mapToDouble(s -> xy[2 * s]).toArray(),
                IntStream.range(0, xy.length / 2)
                        .mapToDouble(s -> xy[2 * s + 1])
                        .toArray(),
                known ? px * file.number("tile_mpp") / file.mpp().orElseThrow().value() : px / file.imageScale());
    }

    private TilePlaces places(String name, int[] rows) {
        TilePlaces all = places.get(name);
        return all == null
                ? TilePlaces.NONE
                : new TilePlaces(
                        IntStream.of(rows).mapToDouble(s -> all.x()[s]).toArray(),
                        IntStream.of(rows).mapToDouble(s -> all.y()[s]).toArray(),
                        all.side());
    }

    /** Reads the counts, and keeps what the comparisons need of them. */
    private void count(Set<String> names) {
        GeneGroups groups = GeneGroups.of(
                names.stream().map(name -> sections.get(name).genes().names()).toList());
        int number = 0;
        Map<String, Part> learned = new TreeMap<>();
        Map<String, Part> tested = new TreeMap<>();
        for (String name : names) {
            Known known = sections.get(name);
            ExpressionMatrix counts = MeasuredSection.read(known.file())
                    .select(known.barcodes(), known.asked())
                    .counts();
            if (fold.train().contains(name)) {
                int[] rows = rows(name, true);
                ExpressionMatrix own = counts.selectRows(rows);
                learned.put(name, part(name, rows, own, groups, number));
                normalisation.add(known.genes(), own);
            }
            if (fold.test().contains(name)) {
                int[] rows = rows(name, false);
                tested.put(name, part(name, rows, counts.selectRows(rows), groups, number));
            }
            number++;
        }
        fold.train().forEach(name -> training.add(learned.get(name)));
        fold.test().forEach(name -> test.add(tested.get(name)));
    }

    private Part part(String name, int[] rows, ExpressionMatrix counts, GeneGroups groups, int number) {
        Known known = sections.get(name);
        List<TileHash> hashes = tiles.get(name);
        return new Part(
                name,
                known.patient(),
                known.imageSha256(),
                IntStream.of(rows).mapToObj(known.barcodes()::get).toList(),
                SpotPrints.of(new CountedSection(name, known.genes().names(), counts), groups, number),
                hashes == null
                        ? List.of()
                        : IntStream.of(rows)
                                .mapToObj(hashes::get)
                                .filter(hash -> hash != null)
                                .toList(),
                places(name, rows));
    }

    private int[] rows(String name, boolean train) {
        List<String> barcodes = sections.get(name).barcodes();
        Fold.Spots spots = fold.spots().get(name);
        Set<String> wanted = spots == null ? null : new HashSet<>(train ? spots.train() : spots.test());
        return IntStream.range(0, barcodes.size())
                .filter(s -> wanted == null || wanted.contains(barcodes.get(s)))
                .toArray();
    }

    List<Part> training() {
        return training;
    }

    List<Part> validation() {
        return training.stream()
                .filter(part -> fold.validation().contains(part.section()))
                .toList();
    }

    List<Part> test() {
        return test;
    }

    /**
     * What a model was fitted to: what its card says, and whether normalisation, panel and stain are what the training sections give.
     */
    List<Result> fitted(ModelDescription model) {
        List<String> said = new ArrayList<>();
        var fittedOn = model.card().fittedOn();
        for (String section : fold.test()) {
            if (fold.spots().containsKey(section)) {
                continue;
            }
            note(said, "panel and normalisation", fittedOn.panel(), section);
            note(said, "Harmony", fittedOn.harmony(), section);
            note(said, "scaling", fittedOn.scaling(), section);
            note(said, "the stain target", fittedOn.stain(), section);
        }
        model.card().leaks().forEach(leak -> said.add("the protocol lets through: " + leak));
        List<String> refitted = new ArrayList<>(normalisation.problems(model, ROUNDING));
        refitted.addAll(stain.problems(model.card(), ROUNDING));
        return List.of(Result.of("fitted_on", said), Result.of("refitted", refitted));
    }

    private static void note(List<String> said, String what, List<String> sections, String section) {
        if (sections != null && sections.contains(section)) {
            said.add(what + " fitted to test section " + section);
        }
    }
}
