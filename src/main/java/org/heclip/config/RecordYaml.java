package org.heclip.config;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.heclip.error.InputException;
import org.heclip.file.AtomicFile;

/** YAML files of records, keys in snake_case; unknown keys are refused. */
public final class RecordYaml {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .propertyNamingStrategy(SnakeCase.STRATEGY)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // an enum's name in files is what its toString says
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private RecordYaml() {}

    /** Writes to a temporary name, then moves. */
    public static void write(Path file, Object value) {
        try {
            AtomicFile.write(file, temporary -> MAPPER.writeValue(temporary.toFile(), value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws InputException for a file that does not fit the type */
    public static <R> R read(Path file, Class<R> type) {
        try {
            R value = MAPPER.readValue(file.toFile(), type);
            if (value == null) {
                throw new InputException(file, type.getSimpleName(), "found nothing, expected its entries");
            }
            return value;
        } catch (IOException e) {
            throw new InputException(file, type.getSimpleName(), Findings.of(file, e), e);
        }
    }
}
