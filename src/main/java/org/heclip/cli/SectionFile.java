package org.heclip.cli;

import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.error.InputException;
import org.heclip.evaluate.LeakAudit.CountedSection;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.heclip.report.ReportInput.Positions;
import org.heclip.report.ReportInput.SectionView;
import org.heclip.report.ReportInput.TissueImage;

/** A section h5ad after alignment (docs/steps.md), as the report shows it. */
final class SectionFile {
    private final Path file;
    private final AnnData data;
    private final Map<?, ?> heclip;

    private SectionFile(Path file, AnnData data) {
        this.file = file;
        this.data = data;
        this.heclip = map(data.uns(), "heclip");
    }

    /** @throws InputException when the file is no h5ad of a section */
    static SectionFile read(Path file) {
        AnnData data = H5ad.read(file);
        if (!(data.uns().get("heclip") instanceof Map)) {
            throw new InputException(file, "uns/heclip", "found nothing, expected the provenance that ingest writes");
        }
        return new SectionFile(file, data);
    }

    SectionView view() {
        return new SectionView(
                id(),
                text("patient"),
                text("technology"),
                number(heclip, "mpp"),
                data.obs().size(),
                data.var().size(),
                heclip.containsKey("orientation") ? text("orientation") : null,
                number(heclip, "orientation_margin"),
                warnings(),
                positions(),
                image());
    }

    String id() {
        return text("section");
    }

    CountedSection counts() {
        ExpressionMatrix counts = data.x()
                .map(x -> x instanceof DenseMatrix dense ? ExpressionMatrix.of(dense) : (ExpressionMatrix) x)
                .orElseThrow(() -> new InputException(file, "X", "found nothing, expected raw counts"));
        return new CountedSection(id(), data.var().index(), counts);
    }

    Positions positions() {
        NdArray spatial = data.obsm().get("spatial");
        if (spatial == null || spatial.shape().length != 2 || spatial.shape()[1] != 2) {
            throw new InputException(file, "obsm/spatial", "found no x and y of each spot, expected them");
        }
        int spots = spatial.shape()[0];
        double[] x = new double[spots];
        double[] y = new double[spots];
        for (int s = 0; s < spots; s++) {
            x[s] = Array.getDouble(spatial.values(), 2 * s);
            y[s] = Array.getDouble(spatial.values(), 2 * s + 1);
        }
        Double diameter = number(map(place(), "scalefactors"), "spot_diameter_fullres");
        return new Positions(x, y, diameter == null ? 0 : diameter);
    }

    private Optional<TissueImage> image() {
        Double scale = number(map(place(), "scalefactors"), "tissue_lowres_scalef");
        boolean drawn = map(place(), "images").get("lowres") instanceof NdArray image
                && image.values() instanceof byte[]
                && image.shape().length == 3
                && image.shape()[2] == 3;
        if (scale == null || !drawn) {
            return Optional.empty();
        }
        NdArray image = (NdArray) map(place(), "images").get("lowres");
        return Optional.of(new TissueImage(image.shape()[1], image.shape()[0], (byte[]) image.values(), scale));
    }

    private Map<?, ?> place() {
        return map(map(data.uns(), "spatial"), id());
    }

    private List<String> warnings() {
        return heclip.get("align_warnings") instanceof NdArray array && array.values() instanceof String[] texts
                ? Arrays.asList(texts)
                : List.of();
    }

    private String text(String key) {
        Object value = heclip.get(key);
        if (value == null) {
            throw new InputException(file, "uns/heclip/" + key, "found nothing, expected a value");
        }
        return value.toString();
    }

    private static Double number(Map<?, ?> map, String key) {
        return map.get(key) instanceof Number number ? (Double) number.doubleValue() : null;
    }

    private static Map<?, ?> map(Map<?, ?> parent, String key) {
        return parent.get(key) instanceof Map<?, ?> child ? child : Map.of();
    }
}
