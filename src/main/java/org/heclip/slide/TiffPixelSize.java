package org.heclip.slide;

import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import java.io.StringReader;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.heclip.section.Mpp;

/**
 * The pixel size that a TIFF states: in OME-XML ({@code PhysicalSizeX}; Goldberg et al., Genome Biol 6, R47, 2005), in Aperio's
 * description ({@code MPP = 0.2520}), or as a resolution per centimetre. Per inch it is nearly always a screen's default.
 */
final class TiffPixelSize {
    private static final Pattern APERIO_MPP = Pattern.compile("\\bMPP\\s*=\\s*([0-9]*\\.?[0-9]+)");
    private static final int PER_CENTIMETRE = 3;
    private static final double UM_PER_CENTIMETRE = 10_000;
    /** Above this a resolution is that of a printer or a screen, not of a microscope. */
    private static final double COARSEST_MPP = 20;

    private static final double FINEST_MPP = 0.05;

    private TiffPixelSize() {}

    /**
     * @param description of the file, which is its first image's
     * @param image whose pixel size is wanted
     */
    static Optional<Mpp> of(String description, TiffDirectory image) {
        if (isOme(description)) {
            return ome(description, image.width(), image.height()).flatMap(TiffPixelSize::plausible);
        }
        Matcher aperio = APERIO_MPP.matcher(description);
        if (aperio.find()) {
            return plausible(Double.parseDouble(aperio.group(1)));
        }
        Optional<Double> perUnit = image.number(TIFF.TAG_X_RESOLUTION);
        return image.integer(TIFF.TAG_RESOLUTION_UNIT, 0) == PER_CENTIMETRE
                ? perUnit.flatMap(n -> plausible(UM_PER_CENTIMETRE / n))
                : Optional.empty();
    }

    static boolean isOme(String description) {
        return description.contains("<OME");
    }

    /** Of the first series of these pixels; empty when the XML is damaged. */
    private static Optional<Double> ome(String xml, int width, int height) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        // the text comes with a file that nobody vouches for: no entities from elsewhere
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("Pixels")
                        && String.valueOf(width).equals(reader.getAttributeValue(null, "SizeX"))
                        && String.valueOf(height).equals(reader.getAttributeValue(null, "SizeY"))) {
                    return um(
                            reader.getAttributeValue(null, "PhysicalSizeX"),
                            reader.getAttributeValue(null, "PhysicalSizeXUnit"));
                }
            }
        } catch (XMLStreamException | NumberFormatException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Double> um(String size, String unit) {
        if (size == null) {
            return Optional.empty();
        }
        double value = Double.parseDouble(size);
        return switch (unit == null ? "" : unit.toLowerCase(Locale.ROOT)) {
            case "nm" -> Optional.of(value / 1000);
            case "mm" -> Optional.of(value * 1000);
            case "cm" -> Optional.of(value * UM_PER_CENTIMETRE);
            // pixels and the stage's own units say nothing
            case "pixel", "reference frame" -> Optional.empty();
            // micrometres are the default; their letter is beyond ASCII
            default -> unit == null || unit.endsWith("m") ? Optional.of(value) : Optional.empty();
        };
    }

    /** Empty for what no microscope has. */
    static Optional<Mpp> plausible(double mpp) {
        return mpp >= FINEST_MPP && mpp <= COARSEST_MPP ? Optional.of(new Mpp(mpp)) : Optional.empty();
    }
}
