package org.heclip.map;

import java.util.List;

/** The OME-XML of a map (OME model, schema 2016-06). */
final class OmeXml {
    private OmeXml() {}

    static String of(int width, int height, double mpp, List<String> channels) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
                .append("<OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\"")
                .append(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"")
                .append(" xsi:schemaLocation=\"http://www.openmicroscopy.org/Schemas/OME/2016-06")
                .append(" http://www.openmicroscopy.org/Schemas/OME/2016-06/ome.xsd\">")
                .append("<Image ID=\"Image:0\" Name=\"predicted expression\">")
                .append("<Pixels ID=\"Pixels:0\" DimensionOrder=\"XYZCT\" Type=\"float\" BigEndian=\"false\"")
                .append(" SizeX=\"" + width + "\" SizeY=\"" + height + "\" SizeZ=\"1\" SizeC=\"" + channels.size())
                .append("\" SizeT=\"1\" PhysicalSizeX=\"" + mpp + "\" PhysicalSizeXUnit=\"µm\" PhysicalSizeY=\"" + mpp)
                .append("\" PhysicalSizeYUnit=\"µm\">");
        for (int c = 0; c < channels.size(); c++) {
            xml.append("<Channel ID=\"Channel:0:" + c + "\" SamplesPerPixel=\"1\" Name=\"")
                    .append(escaped(channels.get(c)))
                    .append("\"/>");
        }
        for (int c = 0; c < channels.size(); c++) {
            xml.append("<TiffData FirstC=\"" + c + "\" IFD=\"" + c + "\" PlaneCount=\"1\"/>");
        }
        return xml.append("</Pixels></Image></OME>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("\\p{Cntrl}", "?");
    }
}
