package org.heclip.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.heclip.error.InputException;
import picocli.CommandLine;

/** The one exit point of all steps. */
final class Main {
    private Main() {}

    /** Runs the step and ends the process with its {@link ExitCode}. */
    static void run(Step step, String[] args) {
        // figures are written alike on every machine
        Locale.setDefault(Locale.ROOT);
        System.exit(execute(step, args, new PrintWriter(System.err, true)));
    }

    /** Runs the step; bad options and bad input give one line a problem on {@code err}. */
    static int execute(Step step, String[] args, PrintWriter err) {
        CommandLine command = new CommandLine(step)
                .setErr(err)
                // a mistyped option is not one more file of the option before it
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setExitCodeExceptionMapper(Main::exitCode)
                .setParameterExceptionHandler((problem, arguments) -> {
                    err.println("error: " + problem.getCommandLine().getCommandName() + ": " + problem.getMessage()
                            + " (see --help)");
                    return ExitCode.BAD_INPUT;
                })
                .setExecutionExceptionHandler((problem, failed, parsed) -> {
                    report(problem, err);
                    return exitCode(problem);
                });
        Choices.nameThem(command);
        try {
            return command.execute(args);
        } catch (OutOfMemoryError e) {
            report(e, err);
            return ExitCode.OUT_OF_MEMORY;
        }
    }

    private static int exitCode(Throwable problem) {
        if (problem instanceof InputException) {
            return ExitCode.BAD_INPUT;
        }
        return outOfMemory(problem) ? ExitCode.OUT_OF_MEMORY : ExitCode.OUR_FAULT;
    }

    private static boolean outOfMemory(Throwable problem) {
        for (Throwable t = problem; t != null; t = t.getCause()) {
            // libtorch reports a failed native allocation as an exception of its own
            if (t instanceof OutOfMemoryError
                    || String.valueOf(t.getMessage()).matches("(?s).*(DefaultCPUAllocator|out of memory).*")) {
                return true;
            }
        }
        return false;
    }

    private static void report(Throwable problem, PrintWriter err) {
        if (problem instanceof InputException) {
            problem.getMessage().lines().forEach(line -> err.println("error: " + line));
        } else if (outOfMemory(problem)) {
            err.println("error: out of memory: " + problem.getMessage());
        } else {
            problem.printStackTrace(err);
        }
    }
}
