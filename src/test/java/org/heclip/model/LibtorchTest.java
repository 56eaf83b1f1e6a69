package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heclip.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibtorchTest {
    @TempDir
    private Path folder;

    @Test
    void folderWithoutLibtorchIsNamed() {
        System.setProperty("heclip.libtorch", folder.toString());
        try {
            String found = assertThrows(InputException.class, () -> Libtorch.start(1, "cpu"))
                    .getMessage();

            assertTrue(found.contains(folder.toString()) && found.contains("not found"), found);
        } finally {
            System.clearProperty("heclip.libtorch");
        }
    }

    /** In a JVM of its own: one that failed to load libtorch does not load it any more. */
    @Test
    void libtorchOfAnotherPlatformIsOneLineOfOurs() throws IOException, InterruptedException {
        for (String name : List.of("c10", "torch", "torch_cpu", "djl_torch")) {
            Files.writeString(folder.resolve(System.mapLibraryName(name)), "not for this machine");
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dheclip.libtorch=" + folder,
                        Start.class.getName())
                .redirectErrorStream(true)
                .start();
        String found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        // Java itself warns before of a library whose flags it cannot read
        found = found.lines().reduce("", (before, line) -> line);
        assertTrue(found.startsWith("HECLIP_LIBTORCH: libtorch 2.7.1: cannot be loaded ("), found);
        assertTrue(
                found.endsWith(
                        "expected one for " + System.getProperty("os.name") + " " + System.getProperty("os.arch")),
                found);
    }

    static final class Start {
        private Start() {}

        public static void main(String[] arguments) {
            try {
                Libtorch.start(1, "cpu");
            } catch (InputException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void badThreadsAndDevicesAreRefused() {
        assertThrows(InputException.class, () -> Libtorch.start(0, "cpu"));
        assertThrows(InputException.class, () -> Libtorch.start(1, "tpu"));
    }

    /** The words by which the command line knows that it must end with 137. */
    @Test
    void failedNativeAllocationSaysSo() {
        try (NDManager manager = Libtorch.start(2, "cpu").newManager()) {
            RuntimeException problem =
                    assertThrows(RuntimeException.class, () -> manager.zeros(new Shape(1L << 30, 1L << 20)));

            assertTrue(problem.getMessage().contains("DefaultCPUAllocator"), problem.getMessage());
        }
    }
}
