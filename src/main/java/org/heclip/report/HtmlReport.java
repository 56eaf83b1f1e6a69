package org.heclip.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The report as one HTML file that needs nothing else: no network, no script but its own (docs/adr/report.md). */
public final class HtmlReport {
    private HtmlReport() {}

    /**
     * The same input gives the same text.
     *
     * @param json writes records and lists as JSON that may stand in a script element
     */
    public static String render(ReportInput input, Function<Object, String> json) {
        ReportPage page = PageBuilder.page(input);
        String library = resource("echarts.common.min.js");
        String script = resource("report.js");
        Map<String, Object> model = Map.of(
                "page",
                page,
                "data",
                json.apply(PageData.of(input, page)),
                "library",
                library,
                "libraryHash",
                hash(library),
                "script",
                script,
                "scriptHash",
                hash(script));
        try {
            StringWriter html = new StringWriter();
            configuration().getTemplate("report.ftlh").process(model, html);
            return html.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException("the report's template does not fit its data", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a content security policy names a script that may run. */
    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Configuration configuration() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(HtmlReport.class, "");
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        configuration.setBooleanFormat("c");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        return configuration;
    }
}
