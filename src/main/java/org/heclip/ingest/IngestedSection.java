package org.heclip.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.heclip.error.InputException;
import org.heclip.section.Spot;

/**
 * A section whose parts fit together.
 *
 * @param spots one for each row of the counts
 * @param counts gene symbols still as in the file
 * @param spotDiameterPx in full-resolution pixels
 * @param messages what the user should know, most important first
 */
public record IngestedSection(
        List<Spot> spots,
        Counts counts,
        Technology technology,
        PixelSize pixelSize,
        double spotDiameterPx,
        ScaleFactors scaleFactors,
        List<String> messages) {
    /** Of legacy Spatial Transcriptomics. */
    public static final double ST_SPOT_UM = 100;

    /**
     * Puts a section together: raw counts checked, matched with positions, pixel size found.
     *
     * @param mpp the user's word on the pixel size, um per full-resolution pixel
     * @throws InputException when the parts do not fit
     */
    public static IngestedSection of(SectionParts parts, OptionalDouble mpp) {
        SpotMatch match = SpotMatch.of(parts.source(), parts.counts(), parts.positions());
        Optional<ArrayPitch> pitch = ArrayPitch.of(match.spots(), parts.technology());
        PixelSize size =
                PixelSize.of(parts.source(), mpp, parts.stated(), parts.scaleFactors(), parts.technology(), pitch);
        Counts all = parts.counts();
        Counts counts = new Counts(
                match.spots().stream().map(s -> s.barcode().value()).toList(),
                all.symbols(),
                all.geneIds(),
                all.featureTypes(),
                all.matrix().selectRows(match.rows()));
        return new IngestedSection(
                match.spots(),
                counts,
                parts.technology(),
                size,
                spotDiameterPx(parts, size),
                parts.scaleFactors(),
                Stream.of(
                                size.disagreements(
                                        parts.source(), mpp, parts.stated(), parts.scaleFactors(), parts.technology()),
                                messages(match, size, pitch))
                        .flatMap(List::stream)
                        .toList());
    }

    /** Its size in words. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%d spots (%d in tissue), %d genes, %.4f um per pixel (%s)",
                spots.size(),
                spots.stream().filter(Spot::inTissue).count(),
                counts.symbols().size(),
                pixelSize.mpp().value(),
                pixelSize.source());
    }

    private static double spotDiameterPx(SectionParts parts, PixelSize size) {
        OptionalDouble stated = parts.scaleFactors().get(ScaleFactors.SPOT_DIAMETER);
        if (stated.isPresent()) {
            return stated.getAsDouble();
        }
        double um =
                switch (parts.technology()) {
                    case ST -> ST_SPOT_UM;
                    case VISIUM -> PixelSize.SPACE_RANGER_SPOT_UM;
                    case VISIUM_HD, UNKNOWN ->
                        throw new InputException(
                                parts.source(),
                                ScaleFactors.SPOT_DIAMETER,
                                "found nothing that tells it, expected it among the scale factors, as the array is not"
                                        + " known");
                };
        return um / size.mpp().value();
    }

    private static List<String> messages(SpotMatch match, PixelSize size, Optional<ArrayPitch> pitch) {
        List<String> messages = new ArrayList<>();
        size.doubt(pitch).ifPresent(messages::add);
        if (match.withoutPosition() > 0) {
            messages.add("left out, counts without a position: " + match.withoutPosition() + " spot(s)");
        }
        if (match.withoutCounts() > 0) {
            messages.add("left out, positions without counts: " + match.withoutCounts() + " spot(s)");
        }
        if (match.spots().stream().noneMatch(Spot::inTissue)) {
            messages.add("no spot lies in tissue");
        }
        return messages;
    }
}
