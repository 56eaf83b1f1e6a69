package org.heclip.config;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.heclip.error.InputException;

/** JSON files that hold one object of numbers. */
public final class JsonNumbers {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private JsonNumbers() {}

    /**
     * @return the object's members in their order; what is no number is NaN, for the caller to refuse where it matters
     * @throws InputException for a file that is no such object
     */
    public static Map<String, Double> read(Path file) {
        JsonNode json;
        try {
            json = MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new InputException(file, "JSON", Findings.of(file, e), e);
        }
        if (!json.isObject()) {
            throw new InputException(file, "JSON", "found no object, expected names with numbers");
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        json.properties()
                .forEach(e -> numbers.put(
                        e.getKey(), e.getValue().isNumber() ? e.getValue().doubleValue() : Double.NaN));
        return numbers;
    }
}
