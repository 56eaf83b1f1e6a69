package org.heclip.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heclip.config.RecordYaml;
import org.junit.jupiter.api.Test;

/** Documents lead to what there is: files, headings, parameters and options. */
class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--([A-Za-z][\\w-]*)");
    private static final Pattern QUOTED_OPTION = Pattern.compile("\"--([a-z0-9-]+)\"");
    private static final Pattern TEST = Pattern.compile("\\b([A-Z]\\w*[a-z](?:Test|IT))\\b");
    /** Of Java, Slurm, Apptainer and sacct; every step has a version. */
    private static final Set<String> OF_OTHERS = Set.of("add-opens", "gres", "account", "format", "nv", "version");

    @Test
    void linksLeadToFilesAndHeadings() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path document : documents()) {
            for (String target : found(LINK, Files.readString(document))) {
                if (!target.contains("://") && !target.startsWith("mailto:") && !leads(document, target)) {
                    dead.add(Nextfloww.PROJECT.relativize(document) + ": " + target);
                }
            }
        }
        assertEquals(List.of(), dead);
    }

    @Test
    void parametersAndOptionsThatAreNamedExist() throws IOException {
        Set<String> known = new HashSet<>(OF_OTHERS);
        known.addAll(parameters());
        for (Path source : files(Nextfloww.PROJECT.resolve("src/main/java/org/heclip/cli"), ".java")) {
            known.addAll(found(QUOTED_OPTION, Files.readString(source)));
        }
        List<String> unknown = new ArrayList<>();
        for (Path document : documents()) {
            for (String name : found(OPTION, Files.readString(document))) {
                if (!known.contains(name)) {
                    unknown.add(Nextfloww.PROJECT.relativize(document) + ": --" + name);
                }
            }
        }
        assertEquals(List.of(), unknown);
    }

    @Test
    void testsThatAreNamedExist() throws IOException {
        Set<String> known = new HashSet<>();
        files(Nextfloww.PROJECT.resolve("src/test/java"), ".java")
                .forEach(file -> known.add(file.getFileName().toString().replace(".java", "")));
        List<String> unknown = new ArrayList<>();
        for (Path document : documents()) {
            for (String name : found(TEST, Files.readString(document))) {
                if (!known.contains(name)) {
                    unknown.add(Nextfloww.PROJECT.relativize(document) + ": " + name);
                }
            }
        }
        assertEquals(List.of(), unknown);
    }

    private static boolean leads(Path document, String target) throws IOException {
        int hash = target.indexOf('#');
        String name = hash < 0 ? target : target.substring(0, hash);
        Path file = name.isEmpty() ? document : document.resolveSibling(name).normalize();
        return Files.exists(file)
                && (hash < 0 || headings(Files.readString(file)).contains(target.substring(hash + 1)));
    }

    /** As GitHub names them in links. */
    private static List<String> headings(String markdown) {
        return markdown.replaceAll("(?ms)^```.*?^```", "")
                .lines()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static Set<String> parameters() {
        Set<String> names = new HashSet<>();
        var schema = RecordYaml.read(Nextfloww.PROJECT.resolve("nextflow_schema.json"), Map.class);
        ((Map<?, ?>) schema.get("$defs")).values().forEach(group -> ((Map<?, ?>) ((Map<?, ?>) group).get("properties"))
                .keySet()
                .forEach(name -> names.add(name.toString())));
        return names;
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(files(Nextfloww.PROJECT.resolve("docs"), ".md"));
        documents.addAll(files(Nextfloww.PROJECT.resolve("bench"), ".md"));
        try (Stream<Path> top = Files.list(Nextfloww.PROJECT)) {
            top.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
        }
        return documents;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
