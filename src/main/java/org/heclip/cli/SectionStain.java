package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heclip.domain.StainCheck;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.h5ad.NdArray;
import org.heclip.model.ModelCard;
import org.heclip.model.Tiles;
import org.heclip.slide.RgbImage;
import org.heclip.stain.PixelMap;
import org.heclip.stain.StainFit;
import org.heclip.stain.StainMethod;
import org.heclip.stain.StainProfile;
import org.heclip.stain.StainSample;
import org.heclip.stain.StainTarget;
import org.heclip.tile.ColourStatistics;

/**
 * How a section's tiles are brought to the stain of a fold's training sections. Embeddings hold it in {@code uns["heclip"]}, so that
 * whoever looks at the tiles again sees them alike.
 *
 * @param target of the fold
 * @param fittedOn the sections that gave it
 * @param own of this section, in which {@code own} is null when its tiles stay as they are
 */
record SectionStain(StainProfile target, List<String> fittedOn, StainTarget.Section own) {
    private static final String METHOD = "stain";
    private static final String TARGET = "stain_target";
    private static final String FITTED_ON = "stain_fitted_on";
    private static final String OWN = "stain_own";
    private static final String PROBLEM = "stain_problem";

    /** What a section's tiles say of its stain; no fit of those that are not of H&E at all. */
    record Measured(StainSample sample, StainFit fit) {}

    static Measured measured(StainMethod method, Tiles tiles) {
        List<float[]> colours = new ArrayList<>();
        StainSample sample = StainSample.of(tiles.size(), s -> {
            RgbImage tile = image(tiles, s);
            colours.add(ColourStatistics.of(tile));
            return tile;
        });
        DenseMatrix statistics = DenseMatrix.zeros(colours.size(), ColourStatistics.COUNT);
        for (int i = 0; i < colours.size(); i++) {
            System.arraycopy(
                    colours.get(i), 0, statistics.values(), i * ColourStatistics.COUNT, ColourStatistics.COUNT);
        }
        return new Measured(
                sample,
                StainCheck.foreign(statistics).map(StainFit::none).orElseGet(() -> StainFit.of(method, sample)));
    }

    /** The same, with the user told. */
    static StainTarget.Section measure(String section, StainMethod method, Tiles tiles) {
        Measured measured = measured(method, tiles);
        StainTarget.Section own = StainTarget.Section.of(section, measured.sample(), measured.fit());
        System.err.println("stain " + section + ": " + own.pixels() + " pixels of tissue in " + own.tiles() + " tiles, "
                + own.blankTiles() + " of them blank");
        if (own.own() == null) {
            System.err.println("warning: " + section + ": " + own.problem() + ": its tiles stay as they are");
        }
        return own;
    }

    /** @param tiles of a section; measured unless it is one of those that gave the target */
    static SectionStain of(StainTarget target, Path file, String section, Tiles tiles) {
        StainProfile profile = profile(file, "target", target.method(), target.target());
        return new SectionStain(
                profile,
                target.sections().stream().map(StainTarget.Section::section).toList(),
                target.section(section).orElseGet(() -> measure(section, profile.method(), tiles)));
    }

    /** Of a slide that the model has not seen; empty for a model without stain normalisation. */
    static Optional<SectionStain> of(ModelCard card, Path file, String section, Tiles tiles) {
        return Optional.ofNullable(card.stain()).map(stain -> {
            double[] numbers = stain.target().stream().mapToDouble(x -> x).toArray();
            StainProfile profile = profile(file, "stain", stain.method(), numbers);
            return new SectionStain(
                    profile,
                    card.fittedOn().stain() == null
                            ? List.of()
                            : card.fittedOn().stain(),
                    measure(section, profile.method(), tiles));
        });
    }

    /** What embeddings say; empty when their tiles were taken as they are. */
    static Optional<SectionStain> of(Path file, Provenance provenance) {
        String method = provenance.text(METHOD);
        if (method.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> entries = provenance.entries();
        double[] own = entries.get(OWN) instanceof NdArray array ? doubles(array) : null;
        if (!(entries.get(TARGET) instanceof NdArray target)
                || !(entries.get(FITTED_ON) instanceof NdArray sections)
                || !(sections.values() instanceof String[] names)) {
            throw new InputException(file, "uns/heclip/stain_target, stain_fitted_on", "found one missing");
        }
        StainProfile profile = profile(file, "uns/heclip/" + TARGET, method, doubles(target));
        if (own != null) {
            profile(file, "uns/heclip/" + OWN, method, own);
        }
        StainTarget.Section section =
                new StainTarget.Section(provenance.text("section"), 0, 0, 0, own, provenance.text(PROBLEM));
        return Optional.of(new SectionStain(profile, List.of(names), section));
    }

    /** @throws InputException unless all tiles were taken as they are, or all were brought to the stain of these training sections */
    static void requireOf(List<String> training, List<EmbeddingFile> files) {
        Optional<ModelCard.Stain> first = files.get(0).stain().map(SectionStain::card);
        for (EmbeddingFile embedding : files) {
            Optional<SectionStain> found = embedding.stain();
            if (!found.map(SectionStain::card).equals(first)) {
                throw new InputException(
                        embedding.file(),
                        "uns/heclip/stain_target",
                        "found another stain than in the other embeddings, expected one");
            }
            if (found.isPresent() && !Set.copyOf(found.get().fittedOn()).equals(Set.copyOf(training))) {
                throw new InputException(
                        embedding.file(),
                        "uns/heclip/stain_fitted_on",
                        "found " + found.get().fittedOn() + ", expected the fold's training sections " + training);
            }
        }
    }

    /** For {@code uns["heclip"]}. */
    Map<String, Object> entries() {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put(METHOD, target.method().id());
        entries.put(TARGET, vector(target.values()));
        String[] names = fittedOn.toArray(String[]::new);
        entries.put(FITTED_ON, new NdArray(new int[] {names.length}, names));
        if (own.own() == null) {
            entries.put(PROBLEM, own.problem());
        } else {
            entries.put(OWN, vector(own.own()));
        }
        return entries;
    }

    /** For the card of a model that learns from such tiles. */
    ModelCard.Stain card() {
        return new ModelCard.Stain(
                target.method().id(), Arrays.stream(target.values()).boxed().toList());
    }

    /** The tiles in the target's stain; safe to read from several threads, as they are. */
    Tiles over(Tiles tiles) {
        if (own.own() == null) {
            return tiles;
        }
        PixelMap map = target.method().profile(own.own()).to(target);
        return new Tiles.Read(
                tiles.size(), tiles.tilePx(), s -> map.of(image(tiles, s)).pixels());
    }

    private static RgbImage image(Tiles tiles, int s) {
        return new RgbImage(tiles.tilePx(), tiles.tilePx(), tiles.read(s));
    }

    static StainProfile profile(Path file, String element, String method, double[] numbers) {
        try {
            return StainMethod.named(method).profile(numbers);
        } catch (IllegalArgumentException e) {
            throw new InputException(file, element, "found " + e.getMessage() + " (" + method + ")", e);
        }
    }

    private static double[] doubles(NdArray array) {
        return array.values() instanceof double[] values ? values : new double[0];
    }

    private static NdArray vector(double[] values) {
        return new NdArray(new int[] {values.length}, values);
    }
}
