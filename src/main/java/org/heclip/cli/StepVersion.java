package org.heclip.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.heclip.config.RecordYaml;
import picocli.CommandLine.IVersionProvider;

/** Versions of the step and of the libraries that the build put beside it ({@code libraries.properties}). */
final class StepVersion implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"heclip " + own()};
    }

    /** The version of this software. */
    static String own() throws IOException {
        return libraries().get("heclip");
    }

    /** Writes {@code step: {library: version}}. */
    static void write(Path file, String step) throws IOException {
        Map<String, String> versions = new TreeMap<>(libraries());
        versions.put("java", System.getProperty("java.version"));
        RecordYaml.write(file, Map.of(step, versions));
    }

    private static Map<String, String> libraries() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = StepVersion.class.getResourceAsStream("/org/heclip/libraries.properties")) {
            properties.load(in);
        }
        Map<String, String> versions = new TreeMap<>();
        properties.forEach((name, version) -> versions.put((String) name, (String) version));
        return versions;
    }
}
