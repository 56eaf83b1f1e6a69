package org.heclip.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every module in {@code modules/} keeps to, and its {@code meta.yml}. */
class ModulesTest {
    private static final Pattern ELEMENT = Pattern.compile("\\b(?:val|path)[ (]\\s*(\\w+)");
    private static final Pattern FOLDER = Pattern.compile("path[ (]['\"]([^'\"]+)['\"], type: 'dir'");
    private static final Pattern OUTPUT = Pattern.compile("path[ (]['\"]([^'\"]+)['\"]");
    private static final Pattern EMITTED = Pattern.compile("emit: (\\w+)");

    static List<String> modules() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("modules"))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void metaNamesTheInputsAndOutputsOfTheProcess(String module) throws IOException {
        JsonNode meta =
                new YAMLMapper().readTree(Path.of("modules", module, "meta.yml").toFile());
        assertEquals(module, meta.path("name").asText());
        assertFalse(meta.path("description").asText().isBlank());
        String text = text(module);
        assertEquals(inputsOf(section(text, "input:", "output:")), inputsOf(meta.path("input")));
        String outputs = section(text, "output:", "script:");
        List<String> emitted =
                EMITTED.matcher(outputs).results().map(found -> found.group(1)).toList();
        List<String> described = new ArrayList<>();
        meta.path("output").fieldNames().forEachRemaining(described::add);
        assertEquals(emitted, described);
        assertEquals(outputs.contains("topic: 'versions'"), meta.path("topics").has("versions"));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void processIsNamedLabelledAndKnowsNoParameters(String module) throws IOException {
        String text = text(module);
        assertTrue(text.startsWith("process " + module.toUpperCase(java.util.Locale.ROOT) + " {"), text);
        assertTrue(text.contains("label 'step_"), "a label says what a task may use");
        assertFalse(
                Pattern.compile("\\bparams\\.(?!json)").matcher(text).find(),
                "parameters come by ext.args (conf/modules.config)");
        assertTrue(text.contains("\n    stub:\n"), "a stub");
        assertTrue(text.contains("heclip ${jar} "), "started by bin/heclip");
        assertTrue(text.contains("versions.yml"), "versions of the step and its libraries");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void whatIsToldItsDeviceMayHaveAGpu(String module) throws IOException {
        String options = Files.readString(Path.of("conf/modules.config"));
        int start = options.indexOf("    withName: " + module.toUpperCase(java.util.Locale.ROOT) + " {");
        boolean told = start >= 0
                && options.substring(start, options.indexOf("\n    }\n", start)).contains("--device");
        assertEquals(told, text(module).contains("label 'step_gpu'"), "--device gpu without a GPU is an error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"step_low", "step_medium", "step_high", "step_gpu"})
    void documentationNamesTheStepsOfALabel(String label) throws IOException {
        Set<String> labelled = new TreeSet<>();
        for (String module : modules()) {
            if (text(module).contains("label '" + label + "'")) {
                labelled.add(module);
            }
        }
        String row = Files.readString(Path.of("docs/hpc.md"))
                .lines()
                .filter(line -> line.startsWith("| `" + label + "` |"))
                .findFirst()
                .orElseThrow();
        String steps = row.substring(row.lastIndexOf('|', row.length() - 2) + 1, row.length() - 1);
        assertEquals(
                labelled,
                Stream.of(steps.replaceFirst(":.*", "").split(","))
                        .map(String::strip)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Nextflow replaces a folder that it publishes: what another step has put into it meanwhile would be lost. */
    @Test
    void nothingIsPublishedIntoAPublishedFolder() throws IOException {
        StringBuilder outputs = new StringBuilder();
        for (String module : modules()) {
            outputs.append(section(text(module), "output:", "script:"));
        }
        List<String> folders = named(FOLDER, outputs);
        assertFalse(folders.isEmpty(), outputs.toString());
        List<String> overwritten = folders.stream()
                .filter(folder -> named(OUTPUT, outputs).stream().anyMatch(file -> file.startsWith(folder + "/")))
                .toList();
        assertEquals(List.of(), overwritten);
    }

    private static List<String> named(Pattern pattern, CharSequence text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static String text(String module) throws IOException {
        return Files.readString(Path.of("modules", module, "main.nf"));
    }

    private static String section(String text, String from, String to) {
        return text.substring(text.indexOf("\n    " + from) + 1, text.indexOf("\n    " + to));
    }

    /** A list of element names a channel. */
    private static List<List<String>> inputsOf(String declarations) {
        return declarations
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("(tuple|val|path)\\b.*"))
                .map(line -> {
                    Matcher element = ELEMENT.matcher(line.replaceAll("'[^']*'", ""));
                    return element.results().map(found -> found.group(1)).toList();
                })
                .toList();
    }

    private static List<List<String>> inputsOf(JsonNode channels) {
        List<List<String>> names = new ArrayList<>();
        for (JsonNode channel : channels) {
            List<String> elements = new ArrayList<>();
            channel.forEach(element -> element.fieldNames().forEachRemaining(elements::add));
            names.add(elements);
        }
        return names;
    }
}
