package org.heclip.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every step shares: help, version, provenance and exit codes. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = StepVersion.class,
        sortOptions = false,
        showDefaultValues = true,
        usageHelpAutoWidth = true)
abstract class Step implements Callable<Integer> {
    @Option(
            names = "--versions",
            paramLabel = "FILE",
            description = "Also write the versions of this step and of its libraries as YAML.")
    private Path versions;

    /** Does the work; throws {@link org.heclip.error.InputException} for bad input. */
    protected abstract void run() throws Exception;

    @Override
    public final Integer call() throws Exception {
        run();
        if (versions != null) {
            StepVersion.write(versions, getClass().getAnnotation(Command.class).name());
        }
        return ExitCode.DONE;
    }
}
