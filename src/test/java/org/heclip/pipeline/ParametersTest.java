package org.heclip.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schema, the configuration and the documentation name the same parameters, with the same defaults. */
class ParametersTest {
    private static final Path PAGE = Path.of("docs/parameters.md");

    @Test
    void configurationHasTheDefaultsOfTheSchema() throws IOException {
        Map<String, String> described = new TreeMap<>();
        for (JsonNode group : schema().path("$defs")) {
            group.path("properties")
                    .properties()
                    .forEach(rule -> described.put(
                            rule.getKey(), rule.getValue().path("default").asText("null")));
        }
        Map<String, String> configured = configured();
        assertEquals(described.keySet(), configured.keySet());
        // a folder beside the project, which a schema cannot name
        configured.put("her2st_dir", "null");
        assertEquals(described, configured);
    }

    @Test
    void everyParameterIsDescribedInASentence() throws IOException {
        for (JsonNode group : schema().path("$defs")) {
            assertFalse(group.path("title").asText().isBlank());
            group.path("properties").properties().forEach(rule -> {
                assertTrue(
                        rule.getValue().path("description").asText().matches("(?s)\\p{Lu}?.{8,}\\."),
                        "--" + rule.getKey() + ": found no sentence");
                assertTrue(rule.getValue().has("type"), "--" + rule.getKey() + ": no type");
            });
        }
    }

    /** {@code mvn test -Dtest=ParametersTest -Dheclip.docs=write} makes the page again. */
    @Test
    void pageOfParametersIsCurrent() throws IOException {
        String page = page(schema());
        if ("write".equals(System.getProperty("heclip.docs"))) {
            Files.writeString(PAGE, page);
        }
        assertEquals(page, Files.readString(PAGE), "make it again: mvn test -Dtest=ParametersTest -Dheclip.docs=write");
    }

    @Test
    void everyParameterReachesSomething() throws IOException {
        String uses;
        try (Stream<Path> files = Stream.of("main.nf", "workflows", "conf", "nextflow.config")
                .map(Path::of)
                .flatMap(ParametersTest::filesOf)) {
            uses = files.map(ParametersTest::read).collect(Collectors.joining("\n"));
        }
        List<String> idle = configured().keySet().stream()
                .filter(name -> !Pattern.compile("(params|given)\\." + name + "\\b|'" + name + "'")
                        .matcher(uses)
                        .find())
                .toList();
        assertEquals(List.of(), idle);
    }

    @Test
    void versionIsTheSameEverywhere() throws IOException {
        String version =
                first("(?m)^  <version>(.*)</version>", Path.of("pom.xml")).orElseThrow();
        assertEquals(
                version,
                first("(?m)^    version +?= '(.*)'", Path.of("nextflow.config")).orElseThrow());
        assertEquals(
                version, first("(?m)^version: (.*)$", Path.of("CITATION.cff")).orElseThrow());
        for (String file : List.of("conf/profiles.config", "conf/gpu.config", "containers/apptainer.def")) {
            Matcher named = Pattern.compile("heclip[:-](\\d+\\.\\d+\\.\\d+)").matcher(read(Path.of(file)));
            assertEquals(
                    new TreeSet<>(List.of(version)),
                    named.results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new)),
                    file);
        }
    }

    private static JsonNode schema() throws IOException {
        // 0.0001 stays 0.0001
        return new ObjectMapper()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readTree(Path.of("nextflow_schema.json").toFile());
    }

    /** The first {@code params} block of nextflow.config. */
    private static Map<String, String> configured() throws IOException {
        return Files.readAllLines(Path.of("nextflow.config")).stream()
                .dropWhile(line -> !line.equals("params {"))
                .skip(1)
                .takeWhile(line -> !line.equals("}"))
                .filter(line -> line.contains("=") && !line.strip().startsWith("//"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(
                        part -> part[0].strip(),
                        part -> part[1].strip().replaceAll("^['\"]|['\"]$", ""),
                        (a, b) -> b,
                        TreeMap::new));
    }

    private static String page(JsonNode schema) {
        StringBuilder page =
                new StringBuilder("# Parameters\n\nMade from `nextflow_schema.json`, which every run is checked"
                        + " against before any work starts: all problems at once, and\nfor an unknown name the nearest known one."
                        + " `./nextfloww run . --help` prints the same.\n");
        for (JsonNode group : schema.path("$defs")) {
            page.append("\n## ").append(group.path("title").asText());
            page.append("\n\n| parameter | default | what it is |\n|---|---|---|\n");
            group.path("properties").properties().forEach(rule -> page.append(row(rule.getKey(), rule.getValue())));
        }
        return page.toString();
    }

    private static String row(String name, JsonNode rule) {
        String value = rule.has("default") ? "`" + rule.path("default").asText() + "`" : "";
        return "| `--%s` | %s | %s%s |\n"
                .formatted(name, value, rule.path("description").asText().replace("|", "\\|"), allowed(rule));
    }

    private static String allowed(JsonNode rule) {
        if (rule.has("enum")) {
            return Stream.of(rule.path("enum"))
                    .flatMap(choices -> choices.valueStream())
                    .map(choice -> "`" + choice.asText() + "`")
                    .collect(Collectors.joining(", ", " One of ", "."));
        }
        String type = Map.of("integer", "Whole number", "number", "Number")
                .get(rule.path("type").asText());
        if (type == null) {
            return "";
        }
        String low = rule.has("minimum") ? ", at least " + rule.path("minimum").asText() : "";
        String above = rule.has("exclusiveMinimum")
                ? ", above " + rule.path("exclusiveMinimum").asText()
                : "";
        String high = rule.has("maximum") ? ", at most " + rule.path("maximum").asText() : "";
        return " " + type + low + above + high + ".";
    }

    private static java.util.Optional<String> first(String pattern, Path file) {
        return Pattern.compile(pattern)
                .matcher(read(file))
                .results()
                .map(found -> found.group(1))
                .findFirst();
    }

    private static Stream<Path> filesOf(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
