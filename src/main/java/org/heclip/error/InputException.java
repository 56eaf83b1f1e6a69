package org.heclip.error;

import java.io.Serial;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Bad input: which file, which element of it, and what was found where something else was expected. Steps print it as one
 * line (a line for each problem, see {@link #of}) and exit with 2.
 */
public final class InputException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param file the file as the user named it
     * @param element the row, column, dataset or option inside it
     * @param problem what was found, and what was expected
     */
    public InputException(String file, String element, String problem) {
        super(oneLine(file + ": " + element + ": " + problem));
    }

    /** @see #InputException(String, String, String) */
    public InputException(Path file, String element, String problem) {
        this(file.toString(), element, problem);
    }

    /** The same, keeping the exception of a library that found it. */
    public InputException(Path file, String element, String problem, Throwable cause) {
        super(oneLine(file + ": " + element + ": " + problem), cause);
    }

    private InputException(String lines) {
        super(lines);
    }

    /**
     * Several problems at once, a line each; what is found together is told together.
     *
     * @throws IllegalArgumentException for an empty list
     */
    public static InputException of(List<InputException> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("no problem");
        }
        return new InputException(problems.stream().map(Throwable::getMessage).collect(Collectors.joining("\n")));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R+", " ");
    }
}
