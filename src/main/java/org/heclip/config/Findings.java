package org.heclip.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What is wrong with a file that could not be read, for its user. */
final class Findings {
    /** Where Jackson found it, with a remark on its own configuration. */
    private static final Pattern SOURCE = Pattern.compile("\\s*at \\[Source:[^\\]]*line: (\\d+), column: \\d+\\]");

    private Findings() {}

    static String of(Path file, IOException problem) {
        if (Files.isDirectory(file)) {
            return "found a folder, expected a file";
        } else if (!Files.exists(file)) {
            return "found none, expected it to exist";
        }
        if (problem instanceof CharacterCodingException) {
            return "found bytes that are not UTF-8, expected UTF-8 text";
        }
        return "found what cannot be read: "
                + SOURCE.matcher(String.valueOf(problem.getMessage())).replaceAll(" (line $1)");
    }
}
