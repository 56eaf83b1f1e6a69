package org.heclip.slide;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.heclip.error.InputException;

/**
 * Groups of keys and values, as scanners write them beside their pixels.
 *
 * @param slide that it belongs to
 * @param name of the text, for messages
 * @param groups keys and values of each
 */
record KeyFile(Path slide, String name, Map<String, Map<String, String>> groups) {
    private static final long MOST_BYTES = 1 << 20;

    /** @throws InputException when it is too long for such a text */
    static KeyFile read(Path slide, Path text) throws IOException {
        String name = text.getFileName().toString();
        long bytes = Files.size(text);
        if (bytes > MOST_BYTES) {
            throw new InputException(slide, name, "found " + bytes + " bytes, expected at most " + MOST_BYTES);
        }
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        Map<String, String> group = new LinkedHashMap<>();
        for (String each : Files.readString(text, StandardCharsets.ISO_8859_1).split("\\R")) {
            String line = each.trim();
            int open = line.indexOf('[');
            int equals = line.indexOf('=');
            // a byte order mark may come before the first group
            if (line.endsWith("]") && open >= 0 && (equals < 0 || open < equals)) {
                group = groups.computeIfAbsent(
                        line.substring(open + 1, line.length() - 1), unknown -> new LinkedHashMap<>());
            } else if (equals > 0 && !line.startsWith("#")) {
                group.put(
                        line.substring(0, equals).trim(),
                        line.substring(equals + 1).trim());
            }
        }
        return new KeyFile(slide, name, groups);
    }

    /** Of all groups: nothing that is listed one by one is more. */
    int keys() {
        return groups.values().stream().mapToInt(Map::size).sum();
    }

    /** Empty where there is none. */
    Optional<String> value(String group, String key) {
        return Optional.ofNullable(groups.getOrDefault(group, Map.of()).get(key));
    }

    /** @throws InputException when it is there, and is no whole number of that range */
    Optional<Long> whole(String group, String key, long least, long most) {
        Optional<String> text = value(group, key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        long number = text.get().matches("[+-]?\\d{1,10}") ? Long.parseLong(text.get()) : Long.MIN_VALUE;
        if (number < least || number > most) {
            throw refusal(group, key, least + " to " + most);
        }
        return Optional.of(number);
    }

    /** @throws InputException when it is there, and is no number between its negative and {@code most} */
    void requireWithin(String group, String key, double most) {
        Optional<String> text = value(group, key);
        if (text.isPresent()
                && !(text.get().matches("[+-]?[0-9.]{1,20}([eE][+-]?\\d{1,3})?")
                        && Math.abs(parse(text.get())) <= most)) {
            throw refusal(group, key, "a number of at most " + most);
        }
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private InputException refusal(String group, String key, String expected) {
        String found = value(group, key).orElse("none");
        return new InputException(slide, name + " [" + group + "] " + key, "found " + found + ", expected " + expected);
    }
}
