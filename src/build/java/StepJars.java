import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Builds {@code target/steps/<step>.jar}, run by the {@code package} phase as a single source file: one fat jar per step that holds what the step can
 * reach and nothing else. Why not the shade plugin: see docs/adr/step-jars.md.
 *
 * <ul>
 *   <li>Of our own classes: those reachable from the step's class, so that a change in {@code evaluate} leaves {@code tile.jar} as it was, byte for
 *       byte and with its old time, and {@code -resume} keeps its results.
 *   <li>Of the libraries: whole jars, those the kept classes name, and what these name in turn; plugins found at run time are in {@link #PLUGINS}. Of
 *       {@link #BY_CLASS} only the classes that are named.
 *   <li>Never natives, libtorch lies beside the jars in {@code natives/}; but for JNA's own stub of a few platforms (docs/adr/native-decoders.md).
 * </ul>
 *
 * Arguments: classes folder, output folder, start time of the build (ISO), class path of the libraries.
 */
final class StepJars {
    /** Libraries that no class names because they are looked up at run time: what our classes mention, which jars follow. */
    private static final Map<String, Pattern> PLUGINS = Map.of(
            "javax/imageio", Pattern.compile("imageio-(tiff|jpeg).*"),
            "ai/djl", Pattern.compile("pytorch-engine.*"),
            "org/slf4j", Pattern.compile("slf4j-simple.*"));

    /**
     * Libraries that are collections of functions, of which a step uses a few (commons-math alone has 2 MB). None of them looks up a class of its own by
     * a text, as Jackson, jHDF and DJL do, which stay whole.
     */
    private static final Pattern BY_CLASS = Pattern.compile("commons-(math3|lang3|codec|io|compress)-\\d.*\\.jar");

    private static final Pattern LEFT_OUT = Pattern.compile("META-INF/(MANIFEST\\.MF|INDEX\\.LIST|[^/]*\\.(SF|DSA|RSA|EC)|maven/.*|versions/.*/module-info\\.class"
            + "|native-image/.*)|module-info\\.class|(?!com/sun/jna/(linux|darwin)-(x86-64|aarch64)/).*\\.(so|so\\.\\d+|dll|dylib|jnilib|a)");
    /** 1 February 1980: before it a zip entry needs an extra field; the time zone does not matter to a local time. */
    private static final java.time.LocalDateTime ENTRY_TIME = java.time.LocalDateTime.of(1980, 2, 1, 0, 0);

    private static final String VERSIONS = "org/heclip/libraries.properties";
    private static final Pattern VERSIONED = Pattern.compile("(.+?)-(\\d.*)\\.jar");

    private final Path classes;
    private final Map<String, byte[]> own = new TreeMap<>();
    private final Map<String, Set<String>> named = new HashMap<>();
    private final Map<Path, Library> libraries = new TreeMap<>();
    private final Map<String, Path> home = new HashMap<>();

    /** A library: the entries to copy and what its classes mention, by class. */
    private record Library(Map<String, byte[]> entries, Map<String, Set<String>> names, boolean byClass) {
        /** The classes that come along when {@code name} is needed. */
        Set<String> with(String name) {
            return byClass ? Set.of(name) : names.keySet();
        }

        /** The entries to pack when these classes are needed; resources are few and small. */
        Map<String, byte[]> packed(Set<String> classes) {
            Map<String, byte[]> kept = new TreeMap<>(entries);
            if (byClass) {
                kept.keySet().removeIf(entry -> entry.endsWith(".class") && !classes.contains(className(entry)));
            }
            return kept;
        }
    }

    private StepJars(Path classes, String classPath) throws IOException {
        this.classes = classes;
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                own.put(name, Files.readAllBytes(file));
            }
        }
        for (Map.Entry<String, byte[]> entry : own.entrySet()) {
            if (entry.getKey().endsWith(".class")) {
                named.put(className(entry.getKey()), constants(entry.getValue()));
            }
        }
        for (String jar : classPath.split(Pattern.quote(java.io.File.pathSeparator))) {
            if (jar.endsWith(".jar")) {
                addLibrary(Path.of(jar));
            }
        }
    }

    public static void main(String[] args) throws IOException {
        Path output = Files.createDirectories(Path.of(args[1]));
        StepJars build = new StepJars(Path.of(args[0]), args[3]);
        Set<String> written = new TreeSet<>();
        for (String mainClass : build.steps()) {
            String step = mainClass.substring(mainClass.lastIndexOf('/') + 1).toLowerCase(java.util.Locale.ROOT);
            build.write(output.resolve(step + ".jar"), mainClass);
            written.add(step + ".jar");
        }
        removeOthers(output, written);
        Path stamp = output.resolve(".built");
        Files.write(stamp, written);
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.parse(args[2])));
    }

    /** The classes of {@code org.heclip.cli} that extend {@code Step} and have a {@code main}. */
    private List<String> steps() {
        return named.keySet().stream()
                .filter(name -> name.startsWith("org/heclip/cli/") && !name.contains("$"))
                .filter(name -> !name.equals("org/heclip/cli/Step"))
                .filter(name -> named.get(name).contains("org/heclip/cli/Step") && named.get(name).contains("main"))
                .sorted()
                .toList();
    }

    private void write(Path jar, String mainClass) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        Set<String> kept = reachable(mainClass);
        Set<String> packages = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (String name : kept) {
            entries.put(name + ".class", own.get(name + ".class"));
            packages.add(folder(name));
            names.addAll(named.get(name));
        }
        own.forEach((name, bytes) -> {
            // resources: those beside a kept class or above it, e.g. org/heclip/libraries.properties
            if (!name.endsWith(".class") && packages.stream().anyMatch(p -> (p + "/").startsWith(folder(name)) || name.startsWith(p + "/"))) {
                entries.put(name, bytes);
            }
        });
        Map<Path, Set<String>> packed = librariesFor(names);
        entries.put(VERSIONS, versions(packed.keySet()));
        packed.forEach((library, used) -> libraries
                .get(library)
                .packed(used)
                .forEach((name, bytes) -> entries.merge(name, bytes, name.startsWith("META-INF/services/") ? StepJars::lines : (a, b) -> a)));
        writeIfDifferent(jar, zip(mainClass, entries));
    }

    /** The project's own versions, and those of the libraries in this jar by the names of their files. */
    private byte[] versions(Collection<Path> packed) {
        TreeMap<String, String> versions = new TreeMap<>();
        for (Path library : packed) {
            Matcher name = VERSIONED.matcher(library.getFileName().toString());
            if (name.matches()) {
                // "api" alone says little: repositories keep group/artifact/version/file
                boolean bare = name.group(1).equals("api");
                String group = library.getParent().getParent().getParent().getFileName().toString();
                versions.put(bare ? group + "-api" : name.group(1), name.group(2));
            }
        }
        new String(own.get(VERSIONS), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("libtorch=") || versions.containsKey("pytorch-engine"))
                .forEach(line -> versions.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        StringBuilder text = new StringBuilder();
        versions.forEach((name, version) -> text.append(name).append('=').append(version).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Set<String> reachable(String mainClass) {
        Set<String> kept = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(mainClass));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (kept.add(name)) {
                named.get(name).stream().filter(named::containsKey).forEach(open::push);
            }
        }
        return kept;
    }

    /** The libraries that are needed where these names are mentioned, each with its classes that are. */
    private Map<Path, Set<String>> librariesFor(Set<String> names) {
        Map<Path, Set<String>> kept = new TreeMap<>();
        Deque<Set<String>> open = new ArrayDeque<>(List.of(names));
        while (!open.isEmpty()) {
            Set<String> now = open.pop();
            now.stream().filter(home::containsKey).forEach(name -> need(home.get(name), name, kept, open));
            for (Path plugin : plugins(now)) {
                libraries.get(plugin).names().keySet().forEach(name -> need(plugin, name, kept, open));
            }
        }
        return kept;
    }

    /** Adds a class of a library, with what comes along, and leaves open what those mention. */
    private void need(Path jar, String name, Map<Path, Set<String>> kept, Deque<Set<String>> open) {
        Set<String> classes = kept.computeIfAbsent(jar, any -> new HashSet<>());
        if (!classes.contains(name)) {
            Library library = libraries.get(jar);
            library.with(name).stream().filter(classes::add).forEach(more -> open.push(library.names().get(more)));
        }
    }

    private Set<Path> plugins(Set<String> names) {
        Set<Path> found = new TreeSet<>();
        PLUGINS.forEach((mention, jars) -> {
            if (names.stream().anyMatch(name -> name.startsWith(mention))) {
                libraries.keySet().stream().filter(jar -> jars.matcher(jar.getFileName().toString()).matches()).forEach(found::add);
            }
        });
        return found;
    }

    private void addLibrary(Path jar) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        Map<String, Set<String>> names = new HashMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                if (entry.isDirectory() || LEFT_OUT.matcher(entry.getName()).matches()) {
                    continue;
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        entries.forEach((name, bytes) -> {
            if (name.endsWith(".class")) {
                home.putIfAbsent(className(name), jar);
                // of several releases of Java
                names.computeIfAbsent(className(name), any -> new HashSet<>()).addAll(constants(bytes));
            }
        });
        libraries.put(jar, new Library(entries, names, BY_CLASS.matcher(jar.getFileName().toString()).matches()));
    }

    /**
     * Every name in the constant pool of a class file (JVM specification, 4.4): strings are cut at what cannot be in a binary name, and the {@code L} of
     * a descriptor is taken off. It finds too much rather than too little.
     */
    private static Set<String> constants(byte[] classFile) {
        Set<String> names = new HashSet<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile))) {
            in.skipNBytes(8);
            int count = in.readUnsignedShort();
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> addNames(in.readUTF(), names);
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        i++; // a long or double takes two places
                    }
                    case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                    case 15 -> in.skipNBytes(3);
                    default -> throw new IOException("constant pool tag " + tag);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return names;
    }

    private static void addNames(String constant, Set<String> names) {
        for (String name : constant.split("[^\\p{Alnum}_$/.-]+")) {
            names.add(name);
            if (name.startsWith("L")) {
                names.add(name.substring(1));
            }
        }
    }

    private static String className(String entry) {
        return entry.replaceFirst("^META-INF/versions/\\d+/", "").replaceFirst("\\.class$", "");
    }

    private static String folder(String name) {
        return name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
    }

    private static byte[] lines(byte[] first, byte[] second) {
        String both = new String(first, StandardCharsets.UTF_8).strip() + "\n" + new String(second, StandardCharsets.UTF_8);
        return both.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(String mainClass, Map<String, byte[]> entries) throws IOException {
        String manifest = "Manifest-Version: 1.0\r\nMain-Class: " + mainClass.replace('/', '.') + "\r\nMulti-Release: true\r\n\r\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            add(zip, "META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                add(zip, entry.getKey(), entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ENTRY_TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /** Leaves a file with the same content alone: Nextflow's cache goes by its time. */
    private static void writeIfDifferent(Path file, byte[] bytes) throws IOException {
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
            return;
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void removeOthers(Path output, Set<String> written) throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
                if (!written.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }
}
