package org.heclip.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.heclip.file.AtomicFile;

/**
 * Areas with measurements as a GeoJSON FeatureCollection (RFC 7946), feature by feature so that memory does not grow with their
 * number; with the properties that QuPath gives its own detections. Coordinates are pixels of the slide, as QuPath has them.
 */
public final class GeoJson {
    private GeoJson() {}

    /**
     * An area.
     *
     * @param name unique in the file
     * @param ring {@code [corner][x, y]}, closed, by rising angle
     * @param measurements by name; those that are not a number are left out
     */
    public record Area(String name, double[][] ring, Map<String, Float> measurements) {}

    /** Writes to a temporary name, then moves. @param areaOf asked for once each, in order */
    public static void write(Path file, int areas, IntFunction<Area> areaOf) {
        try {
            AtomicFile.write(file, temporary -> {
                try (JsonGenerator json = new JsonFactory().createGenerator(Files.newBufferedWriter(temporary))) {
                    json.writeStartObject();
                    json.writeStringField("type", "FeatureCollection");
                    json.writeArrayFieldStart("features");
                    for (int i = 0; i < areas; i++) {
                        write(json, areaOf.apply(i));
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(JsonGenerator json, Area area) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        // QuPath wants a UUID; the same name gives the same one
        byte[] name = area.name().getBytes(StandardCharsets.UTF_8);
        json.writeStringField("id", UUID.nameUUIDFromBytes(name).toString());
        json.writeObjectFieldStart("geometry");
        json.writeStringField("type", "Polygon");
        json.writeArrayFieldStart("coordinates");
        json.writeStartArray();
        for (double[] corner : area.ring()) {
            json.writeArray(corner, 0, corner.length);
        }
        json.writeEndArray();
        json.writeEndArray();
        json.writeEndObject();
        json.writeObjectFieldStart("properties");
        json.writeStringField("objectType", "detection");
        json.writeStringField("name", area.name());
        json.writeObjectFieldStart("measurements");
        for (Map.Entry<String, Float> value : area.measurements().entrySet()) {
            if (Float.isFinite(value.getValue())) {
                json.writeNumberField(value.getKey(), value.getValue());
            }
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw("\n");
        json.writeEndObject();
    }
}
