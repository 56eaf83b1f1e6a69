package org.heclip.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.heclip.expression.GeneNames;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.NdArray;
import org.heclip.ingest.Counts;
import org.heclip.ingest.IngestedSection;
import org.heclip.ingest.ScaleFactors;
import org.heclip.ingest.SectionImage;
import org.heclip.section.Patient;
import org.heclip.section.SectionId;
import org.heclip.section.Spot;

/** The section h5ad of docs/steps.md. */
final class SectionAnnData {
    private SectionAnnData() {}

    static AnnData of(SectionId id, Patient patient, IngestedSection section, SectionImage image) {
        return AnnData.of(section.counts().matrix(), obs(id, patient, section.spots()), var(section.counts()))
                .withObsm("spatial", spatial(section.spots()))
                .withUns("spatial", Map.of(id.value(), library(section)))
                .withUns("heclip", heclip(id, patient, section, image));
    }

    private static DataFrame obs(SectionId id, Patient patient, List<Spot> spots) {
        return DataFrame.of(spots.stream().map(s -> s.barcode().value()).toList())
                .with("section", Column.Categorical.constant(id.value(), spots.size()))
                .with("patient", Column.Categorical.constant(patient.id(), spots.size()))
                .with(
                        "in_tissue",
                        new Column.Ints(spots.stream()
                                .mapToLong(s -> s.inTissue() ? 1 : 0)
                                .toArray()))
                .with(
                        "array_row",
                        new Column.Ints(spots.stream().mapToLong(Spot::arrayRow).toArray()))
                .with(
                        "array_col",
                        new Column.Ints(spots.stream().mapToLong(Spot::arrayCol).toArray()));
    }

    private static DataFrame var(Counts counts) {
        DataFrame var = DataFrame.of(GeneNames.makeUnique(counts.symbols()));
        if (counts.geneIds().isPresent()) {
            var = var.with("gene_ids", new Column.Strings(counts.geneIds().get()));
        }
        if (counts.featureTypes().isPresent()) {
            var = var.with(
                    "feature_types", new Column.Strings(counts.featureTypes().get()));
        }
        return var;
    }

    private static NdArray spatial(List<Spot> spots) {
        return NdArray.of(
                spots.size(),
                2,
                spots.stream()
                        .flatMapToDouble(s -> DoubleStream.of(s.xFullResPx(), s.yFullResPx()))
                        .toArray());
    }

    private static Map<String, Object> library(IngestedSection section) {
        Map<String, Object> factors = new LinkedHashMap<>();
        factors.put(ScaleFactors.SPOT_DIAMETER, section.spotDiameterPx());
        for (String name : List.of("fiducial_diameter_fullres", ScaleFactors.HIRES, ScaleFactors.LOWRES)) {
            section.scaleFactors().get(name).ifPresent(value -> factors.put(name, value));
        }
        Map<String, Object> library = new LinkedHashMap<>();
        library.put("scalefactors", factors);
        library.put("metadata", Map.of("technology", section.technology().label()));
        return library;
    }

    private static Map<String, Object> heclip(
            SectionId id, Patient patient, IngestedSection section, SectionImage image) {
        Map<String, Object> heclip = new LinkedHashMap<>();
        heclip.put("section", id.value());
        heclip.put("patient", patient.id());
        heclip.put("technology", section.technology().label());
        heclip.put("mpp", section.pixelSize().mpp().value());
        heclip.put("mpp_source", section.pixelSize().source());
        heclip.put("image_name", image.name());
        heclip.put("image_sha256", image.sha256());
        heclip.put("image_width", image.widthPx());
        heclip.put("image_height", image.heightPx());
        heclip.put("image_scale", image.scale());
        heclip.put("image_orientation", image.orientation());
        return heclip;
    }
}
