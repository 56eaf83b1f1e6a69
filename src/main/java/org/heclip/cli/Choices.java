package org.heclip.cli;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** Options that are one of a few words: taken in any case, and named as a user types them, which picocli's own converter does not. */
final class Choices {
    private Choices() {}

    /** For all such options of a step. */
    static void nameThem(CommandLine command) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            for (Class<?> type : option.auxiliaryTypes()) {
                if (type.isEnum()) {
                    convert(command, type);
                }
            }
        }
    }

    private static <C> void convert(CommandLine command, Class<C> type) {
        command.registerConverter(type, text -> chosen(List.of(type.getEnumConstants()), text));
    }

    private static <C> C chosen(List<C> choices, String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return choices.stream()
                .filter(choice -> word(choice).equals(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("found '" + text + "', expected one of "
                        + String.join(", ", choices.stream().map(Choices::word).toList())));
    }

    private static String word(Object choice) {
        return choice.toString().toLowerCase(Locale.ROOT);
    }
}
