package org.heclip.h5ad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Scripts of src/test/python run by the interpreter {@code HECLIP_PYTHON} names, which has anndata and scanpy. Without it
 * such tests are skipped, or fail where {@code HECLIP_INTEROP=required}.
 */
public final class PythonOracle {
    private static final Path SCRIPTS = Path.of("src/test/python");

    private PythonOracle() {}

    public static String run(String script, Path... arguments) throws IOException, InterruptedException {
        String python = System.getenv("HECLIP_PYTHON");
        if (!"required".equals(System.getenv("HECLIP_INTEROP"))) {
            Assumptions.assumeTrue(python != null, "HECLIP_PYTHON names no Python with anndata and scanpy");
        }
        assertTrue(python != null, "HECLIP_INTEROP=required, but HECLIP_PYTHON is not set");
        List<String> command =
                new ArrayList<>(List.of(python, SCRIPTS.resolve(script).toString()));
        for (Path argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), output);
        assertEquals(0, process.exitValue(), output);
        return output;
    }
}
