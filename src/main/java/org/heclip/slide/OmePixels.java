package org.heclip.slide;

import java.io.StringReader;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What OME-XML tells of the pixels of one image (Goldberg et al., Genome Biol 6, R47, 2005).
 *
 * @param um width of a pixel
 * @param significantBits that carry the value of a sample; 0 where none are told
 */
record OmePixels(Optional<Double> um, int significantBits) {
    private static final OmePixels NOTHING = new OmePixels(Optional.empty(), 0);

    static boolean isOme(String description) {
        return description.contains("<OME");
    }

    /** Of the first series of such a size; nothing when there is no such XML, or it is damaged. */
    static OmePixels of(String description, int width, int height) {
        if (!isOme(description)) {
            return NOTHING;
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        // the text comes with a file that nobody vouches for: no entities from elsewhere
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(description));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("Pixels")
                        && String.valueOf(width).equals(reader.getAttributeValue(null, "SizeX"))
                        && String.valueOf(height).equals(reader.getAttributeValue(null, "SizeY"))) {
                    return of(reader);
                }
            }
        } catch (XMLStreamException e) {
            return NOTHING;
        }
        return NOTHING;
    }

    private static OmePixels of(XMLStreamReader pixels) {
        String bits = pixels.getAttributeValue(null, "SignificantBits");
        return new OmePixels(
                um(
                        pixels.getAttributeValue(null, "PhysicalSizeX"),
                        pixels.getAttributeValue(null, "PhysicalSizeXUnit")),
                bits != null && bits.matches("[1-9]\\d?") ? Integer.parseInt(bits) : 0);
    }

    private static Optional<Double> um(String size, String unit) {
        double value;
        try {
            value = size == null ? Double.NaN : Double.parseDouble(size);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        return switch (unit == null ? "" : unit.toLowerCase(Locale.ROOT)) {
            case "nm" -> Optional.of(value / 1000);
            case "mm" -> Optional.of(value * 1000);
            case "cm" -> Optional.of(value * TiffPixelSize.UM_PER_CENTIMETRE);
            // pixels and the stage's own units say nothing
            case "pixel", "reference frame" -> Optional.empty();
            // micrometres are the default; their letter is beyond ASCII
            default -> unit == null || unit.endsWith("m") ? Optional.of(value) : Optional.empty();
        };
    }
}
