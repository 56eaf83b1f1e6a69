package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
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
