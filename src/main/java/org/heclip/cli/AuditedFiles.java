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
import org.heclip.evaluate.LeakAudit.CountedSection;
import org.heclip.evaluate.TileHash;
import org.heclip.evaluate.TilePlaces;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.GeneIdentity;
import org.heclip.expression.Normalisation;
import org.heclip.fold.Fold;

/** The files of a fold's sections, on both sides, as the audit looks at them. */
final class AuditedFiles {
    /** Part by which a refitted figure may differ from that of the model: rounding. */
    private static final double ROUNDING = 1e-6;

    private final Fold fold;
    private final StainAudit stain;
    private final Map<String, MeasuredSection> sections = new TreeMap<>();
    private final Map<String, List<TileHash>> tiles = new TreeMap<>();
    /** Of the sections that are cut into blocks. */
    private final Map<String, TilePlaces> places = new TreeMap<>();

    private AuditedFiles(Fold fold, List<Path> tiles) {
        this.fold = fold;
        this.stain = new StainAudit(fold, tiles);
    }

    /**
     * @param tiles may be empty
     * @throws InputException when a section of the fold is missing
     */
    static AuditedFiles read(Fold fold, List<Path> sections, List<Path> tiles) {
        AuditedFiles files = new AuditedFiles(fold, tiles);
        for (Path path : sections) {
            MeasuredSection section = MeasuredSection.read(path);
            files.sections.put(section.id(), section);
        }
        Set<String> expected = new TreeSet<>(fold.train());
        expected.addAll(fold.test());
        if (!files.sections.keySet().containsAll(expected)) {
            throw new InputException(
                    "--sections", "sections", "found " + files.sections.keySet() + ", expected " + expected);
        }
        tiles.forEach(files::hash);
        return files;
    }

    /** Spots outside of the image have no tile, and are neither learned from nor tested. */
    private void hash(Path path) {
        EmbeddingFile file = EmbeddingFile.read(path);
        MeasuredSection section = sections.get(file.section());
        if (section == null) {
            throw new InputException(
                    path, "section", "found '" + file.section() + "', expected one of " + sections.keySet());
        }
        sections.put(file.section(), section.select(file.barcodes(), path));
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

    List<Part> training() {
        return fold.train().stream().map(name -> part(name, true)).toList();
    }

    List<Part> validation() {
        return training().stream()
                .filter(part -> fold.validation().contains(part.section()))
                .toList();
    }

    List<Part> test() {
        return fold.test().stream().map(name -> part(name, false)).toList();
    }

    private Part part(String name, boolean train) {
        MeasuredSection section = sections.get(name);
        int[] rows = rows(section, train);
        List<String> barcodes = section.data().obs().index();
        List<TileHash> hashes = tiles.get(name);
        return new Part(
                name,
                section.provenance().text("patient"),
                section.provenance().text("image_sha256"),
                IntStream.of(rows).mapToObj(barcodes::get).toList(),
                new CountedSection(name, section.genes(), section.counts().selectRows(rows)),
                hashes == null
                        ? List.of()
                        : IntStream.of(rows)
                                .mapToObj(hashes::get)
                                .filter(hash -> hash != null)
                                .toList(),
                places(name, rows));
    }

    private int[] rows(MeasuredSection section, boolean train) {
        List<String> barcodes = section.data().obs().index();
        Fold.Spots spots = fold.spots().get(section.id());
        Set<String> wanted = spots == null ? null : new HashSet<>(train ? spots.train() : spots.test());
        return IntStream.range(0, barcodes.size())
                .filter(s -> wanted == null || wanted.contains(barcodes.get(s)))
                .toArray();
    }

    /**
     * What a model was fitted to: what its card says, and whether normalisation, panel and stain are what the training sections give.
     */
    List<Result> fitted(ModelFolder model) {
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
        List<String> refitted = new ArrayList<>(refitted(model));
        refitted.addAll(stain.problems(model.card(), ROUNDING));
        return List.of(Result.of("fitted_on", said), Result.of("refitted", refitted));
    }

    private static void note(List<String> said, String what, List<String> sections, String section) {
        if (sections != null && sections.contains(section)) {
            said.add(what + " fitted to test section " + section);
        }
    }

    private List<String> refitted(ModelFolder model) {
        List<ExpressionMatrix> counts = fold.train().stream()
                .map(name -> sections.get(name).counts().selectRows(rows(sections.get(name), true)))
                .toList();
        double targetSum = Normalisation.medianTotal(counts);
        if (differ(targetSum, model.card().targetSum())) {
            return List.of("counts are normalised to " + model.card().targetSum() + ", the training sections give "
                    + targetSum);
        }
        double[] sums = new double[model.panel().size()];
        int spots = 0;
        for (int i = 0; i < counts.size(); i++) {
            int[] columns = GeneIdentity.indices(
                    sections.get(fold.train().get(i)).identity(), PanelRow.identity(model.panel()));
            double[] means = Normalisation.means(Normalisation.logNormalise(counts.get(i), targetSum));
            for (int g = 0; g < sums.length; g++) {
                sums[g] +=
                        columns[g] < 0 ? 0 : means[columns[g]] * counts.get(i).rows();
            }
            spots += counts.get(i).rows();
        }
        for (int g = 0; g < sums.length; g++) {
            PanelRow row = model.panel().get(g);
            if (differ(sums[g] / spots, row.meanLogExpression())) {
                return List.of("mean of gene " + row.gene() + " is " + row.meanLogExpression()
                        + " in the panel, the training sections give " + sums[g] / spots);
            }
        }
        return List.of();
    }

    private static boolean differ(double refitted, double found) {
        return Math.abs(refitted - found) > ROUNDING * Math.max(1, Math.abs(found));
    }
}
