package org.heclip.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts programs as a user would: {@code ./nextfloww} in some folder, {@code java -jar target/steps/<step>.jar}. */
final class Nextfloww {
    static final Path PROJECT = Path.of("").toAbsolutePath();
    static final Path STEPS = PROJECT.resolve("target/steps");
    private static final long MINUTES = 20;

    /** How a program ended; standard output and standard error together. */
    record Result(int exit, String output) {
        List<String> lines() {
            return output.lines().toList();
        }
    }

    private Nextfloww() {}

    /** An empty folder under {@code target/it}; what a failed test left there can be looked at. */
    static Path freshFolder(String name) {
        Path folder = PROJECT.resolve("target/it").resolve(name);
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** {@code nextfloww run <project> ...} in the folder. */
    static Result run(Path folder, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(PROJECT.resolve("nextfloww").toString(), "run", PROJECT.toString()));
        command.addAll(Arrays.asList(arguments));
        return start(folder, Map.of("NXF_ANSI_LOG", "false"), command);
    }

    static Result start(Path folder, Map<String, String> environment, List<String> command) {
        Path output = folder.resolve("output-" + System.nanoTime() + ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("NXF_HOME", folder.resolve("nxf-home").toString());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("still running after " + MINUTES + " minutes: " + command);
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
