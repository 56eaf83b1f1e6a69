package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.heclip.align.SpotLayout;
import org.heclip.bundle.ExpectedPcc;
import org.heclip.expression.DenseMatrix;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.Element;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.heclip.model.Model;
import org.heclip.section.Mpp;

/** The prediction h5ad of mode predict (docs/steps.md), put together around X and its spread, which may not fit into memory. */
record InferredSlide(
        BundleFolder bundle,
        ModelFolder model,
        List<ExpectedPcc> expected,
        Path file,
        AnnData data,
        DomainNotes notes) {
    /** An image this much coarser than training tiles lacks their details. */
    private static final double COARSER = 1.25;
    /** Distances between neighbours that differ by more make another neighbourhood. */
    private static final double OTHER_SPACING = 1.3;

    /** @param mean X. @param sd its spread */
    Element.Dict elements(Element mean, Element sd) {
        Element.Dict root = H5ad.elements(withoutX());
        Element.Dict layers = ((Element.Dict) root.members().get("layers")).with("predicted_sd", sd);
        return root.with("layers", layers).with("X", mean);
    }

    SlideSummary summary() {
        SectionFile section = new SectionFile(file, data);
        int inDomain = notes.inDomain();
        return new SlideSummary(
                section.section(),
                bundle.card().name(),
                model.card().model(),
                section.mpp().map(Mpp::value).orElse(Double.NaN),
                data.obs().size(),
                inDomain,
                SlideSummary.verdict(inDomain, data.obs().size(), notes.looksOtherwise()),
                isMeasured(),
                expected.size(),
                (int) expected.stream().filter(ExpectedPcc::reliable).count(),
                warnings(section));
    }

    /** A slide without counts has no genes. */
    private boolean isMeasured() {
        return data.var().size() > 0;
    }

    private List<String> warnings(SectionFile section) {
        List<String> warnings = new ArrayList<>();
        if (data.uns().get("heclip") instanceof Map<?, ?> heclip
                && heclip.get("align_warnings") instanceof NdArray array
                && array.values() instanceof String[] texts) {
            warnings.addAll(Arrays.asList(texts));
        }
        double tile = bundle.card().tiles().mpp();
        section.mpp()
                .map(mpp -> mpp.value() / section.imageScale())
                .filter(mpp -> mpp > COARSER * tile)
                .ifPresent(mpp -> warnings.add(String.format(
                        Locale.ROOT,
                        "the image is coarser than the training tiles (%.3g against %.3g um per pixel): details are missing",
                        mpp,
                        tile)));
        otherSpacing(section).ifPresent(warnings::add);
        warnings.addAll(notes.warnings());
        return warnings;
    }

    /** A model that looks at what surrounds a position counts in distances between neighbours. */
    private Optional<String> otherSpacing(SectionFile section) {
        double trained = bundle.card().tiles().spacingUm();
        return section.mpp()
                .filter(mpp -> Model.named(model.card().model()).looksAround())
                .map(mpp -> SpotLayout.of(section.spatial2d()).pitchPx() * mpp.value())
                .filter(found -> found > 0 && Math.max(found / trained, trained / found) > OTHER_SPACING)
                .map(found -> String.format(
                        Locale.ROOT,
                        "positions are %.3g um apart, those of training %.3g: surroundings are not what the model knows",
                        found,
                        trained));
    }

    private AnnData withoutX() {
        int[] columns = new int[model.panel().size()];
        Arrays.fill(columns, -1);
        Optional<DenseMatrix> measured = Optional.empty();
        if (isMeasured()) {
            PanelExpression found =
                    PanelExpression.read(file, model.panel(), model.card().targetSum());
            columns = found.columns();
            measured = Optional.of(found.values());
        }
        AnnData spots = new AnnData(
                Optional.empty(), notes.addTo(data.obs()), genes(columns), Map.of(), data.obsm(), data.uns());
        spots = SectionFile.withHeclip(spots, provenance());
        return measured.isPresent() ? spots.withLayer(PredictionFile.MEASURED, measured.get()) : spots;
    }

    private DataFrame genes(int[] columns) {
        boolean[] reliable = new boolean[expected.size()];
        for (int g = 0; g < reliable.length; g++) {
            reliable[g] = expected.get(g).reliable();
        }
        return PredictedFile.genes(model.panel(), columns)
                .with("expected_pcc", figures(ExpectedPcc::expectedPcc))
                .with("expected_pcc_low", figures(ExpectedPcc::low))
                .with("expected_pcc_high", figures(ExpectedPcc::high))
                .with("reliable", new Column.Bools(reliable));
    }

    private Column figures(Function<ExpectedPcc, Double> figure) {
        return new Column.Doubles(expected.stream()
                .map(figure)
                .mapToDouble(value -> value == null ? Double.NaN : value)
                .toArray());
    }

    private Map<String, Object> provenance() {
        Map<String, Object> keys = new LinkedHashMap<>(model.provenance());
        SlideSummary summary = summary();
        keys.put("bundle", bundle.card().name());
        keys.put("verdict", summary.verdict());
        String[] warnings = summary.warnings().toArray(String[]::new);
        keys.put("warnings", new NdArray(new int[] {warnings.length}, warnings));
        return keys;
    }
}
