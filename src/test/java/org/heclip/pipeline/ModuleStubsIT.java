package org.heclip.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every module alone, by its stub, with made-up inputs of the kinds that its meta.yml names. */
class ModuleStubsIT {
    /** Also a samplesheet and a QC summary, which two stubs look into. */
    private static final String CONTENT = "section,patient\nA,P\n";

    private static final Map<String, String> VALUES =
            Map.of("map", "[section: 'A', patient: 'P', mpp: '0.5', fold: 'F', model: 'mean']", "integer", "1");

    private Path folder;

    @Test
    void everyStubMakesTheOutputsOfItsModule() throws IOException {
        folder = Nextfloww.freshFolder("module-stubs");
        List<String> modules = ModulesTest.modules();
        StringBuilder script = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        for (String module : modules) {
            String process = module.toUpperCase(Locale.ROOT);
            Path main = Nextfloww.PROJECT.resolve("modules").resolve(module).resolve("main");
            script.append("include { %s } from '%s'%n".formatted(process, main));
            calls.append("    %s(%s)%n".formatted(process, inputs(module)));
        }
        Files.writeString(folder.resolve("main.nf"), script + "\nworkflow {\n" + calls + "}\n");
        Nextfloww.Result result = Nextfloww.start(
                folder,
                Map.of("NXF_ANSI_LOG", "false"),
                List.of(
                        Nextfloww.PROJECT.resolve("nextfloww").toString(),
                        "run",
                        "main.nf",
                        "-stub",
                        "-with-trace",
                        "trace.txt"));
        assertEquals(0, result.exit(), result.output());
        List<String> ended = Table.read(folder.resolve("trace.txt")).stream()
                .map(task -> task.get("name").toLowerCase(Locale.ROOT) + " " + task.get("status"))
                .map(task -> task.replaceFirst(" \\(.*\\)", ""))
                .sorted()
                .toList();
        assertEquals(modules.stream().map(module -> module + " COMPLETED").toList(), ended);
    }

    private String inputs(String module) throws IOException {
        JsonNode meta = new YAMLMapper()
                .readTree(Nextfloww.PROJECT
                        .resolve("modules")
                        .resolve(module)
                        .resolve("meta.yml")
                        .toFile());
        List<String> channels = new ArrayList<>();
        for (JsonNode channel : meta.path("input")) {
            List<String> elements = new ArrayList<>();
            for (JsonNode element : channel) {
                Map.Entry<String, JsonNode> named =
                        element.properties().iterator().next();
                elements.add(input(
                        module, named.getKey(), named.getValue().path("type").asText()));
            }
            channels.add(
                    elements.size() == 1
                            ? elements.get(0)
                            : elements.stream().collect(Collectors.joining(", ", "[", "]")));
        }
        return String.join(", ", channels);
    }

    private String input(String module, String name, String type) throws IOException {
        Path file = folder.resolve("inputs").resolve(module).resolve(name);
        if (Stream.of("file", "directory").noneMatch(type::equals)) {
            return VALUES.getOrDefault(type, "'text'");
        }
        if (type.equals("directory")) {
            Files.createDirectories(file);
        } else {
            Files.createDirectories(file.getParent());
            Files.writeString(file, CONTENT);
        }
        return "file('" + file + "')";
    }
}
