package org.heclip.report;

import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The page of one predicted slide, one HTML file without network or script. */
public final class SlidePage {
    private SlidePage() {}

    /**
     * What the page shows.
     *
     * @param verdict {@code in_domain}, {@code partly_in_domain} or {@code out_of_domain}
     * @param facts name and value, in order
     * @param warnings a sentence each
     * @param tissue the slide itself, as a data URI
     */
    public record Slide(
            String section,
            String verdict,
            Map<String, String> facts,
            List<String> warnings,
            String tissue,
            List<Gene> genes) {}

    /**
     * A gene's map.
     *
     * @param expected PCC with its interval in words
     * @param reliable whether it is shown in colours
     * @param picture as a data URI
     */
    public record Gene(String name, String expected, boolean reliable, String picture) {}

    /** The same input gives the same text. */
    public static String render(Slide slide) {
        try {
            StringWriter html = new StringWriter();
            HtmlReport.configuration().getTemplate("slide.ftlh").process(Map.of("slide", slide), html);
            return html.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException("the slide's template does not fit its data", e);
        }
    }
}
