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
 * Scripts of src/test/python run by the interpreter that a variable of the environment names: {@code HECLIP_PYTHON} has the
 * newest anndata and scanpy, {@code HECLIP_OLD_PYTHON} Debian's python3-anndata (0.8). Without it such tests are skipped, or
 * fail where {@code HECLIP_INTEROP=required}.
 */
public final class PythonOracle {
    private static final Path SCRIPTS = Path.of("src/test/python");

    private PythonOracle() {}

    public static String run(String script, Path... arguments) throws IOException, InterruptedException {
        return run("HECLIP_PYTHON", script, arguments);
    }

    /** With anndata 0.8, without scanpy. */
    public static String runOld(String script, Path... arguments) throws IOException, InterruptedException {
        return run("HECLIP_OLD_PYTHON", script, arguments);
    }

    private static String run(String variable, String script, Path... arguments)
            throws IOException, InterruptedException {
        String python = System.getenv(variable);
        if (!"required".equals(System.getenv("HECLIP_INTEROP"))) {
            Assumptions.assumeTrue(python != null, variable + " names no Python");
        }
        assertTrue(python != null, "HECLIP_INTEROP=required, but " + variable + " is not set");
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
