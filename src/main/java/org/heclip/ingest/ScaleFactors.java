package org.heclip.ingest;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import org.heclip.error.InputException;

/**
 * Space Ranger's {@code scalefactors_json.json}: diameters in full-resolution pixels, and pixels of the small images per
 * full-resolution pixel. Names as in the file.
 */
public record ScaleFactors(Map<String, Double> values) {
    public static final String SPOT_DIAMETER = "spot_diameter_fullres";
    public static final String HIRES = "tissue_hires_scalef";
    public static final String LOWRES = "tissue_lowres_scalef";
    public static final String MICRONS_PER_PIXEL = "microns_per_pixel";

    public static final ScaleFactors NONE = new ScaleFactors(Map.of());

    public ScaleFactors {
        values = Map.copyOf(values);
    }

    /** @throws InputException when a known factor is not a positive number */
    public static ScaleFactors of(Path file, Map<String, Double> values) {
        for (String name : new String[] {SPOT_DIAMETER, HIRES, LOWRES, MICRONS_PER_PIXEL}) {
            Double value = values.get(name);
            if (value != null && !(value > 0 && Double.isFinite(value))) {
                throw new InputException(file, name, "found " + value + ", expected a number above 0");
            }
        }
        return new ScaleFactors(values);
    }

    public OptionalDouble get(String name) {
        Double value = values.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** @throws InputException when the factor is missing */
    public double require(Path file, String name) {
        return get(name).orElseThrow(() -> new InputException(file, name, "found nothing, expected a number above 0"));
    }
}
