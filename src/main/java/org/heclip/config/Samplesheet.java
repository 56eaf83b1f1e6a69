package org.heclip.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.heclip.error.InputException;

/**
 * The samplesheet, checked against its JSON Schema (2020-12) and across rows. What a field must be is said once, in the
 * schema: its {@code errorMessage} is the "expected" of an error.
 */
public final class Samplesheet {
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

    private static final JsonSchemaFactory FACTORY = factory();

    private final Path file;
    private final JsonNode schema;

    private Samplesheet(Path file, JsonNode schema) {
        this.file = file;
        this.schema = schema;
    }

    /**
     * Reads and checks a samplesheet. Only its text is judged: whether the files exist is for the one who knows where
     * relative paths start.
     *
     * @return the rows in the order of the file
     * @throws InputException with all problems of all rows, a line each, in the order of the file
     */
    public static List<SamplesheetRow> read(Path file, Path schemaFile) {
        JsonNode schema = readSchema(schemaFile);
        return new Samplesheet(file, schema)
                .check(SamplesheetTable.read(file, columns(schemaFile, schema), required(schema)));
    }

    private List<SamplesheetRow> check(SamplesheetTable table) {
        Map<Long, List<InputException>> problems = new TreeMap<>();
        table.problems().forEach((row, p) -> add(problems, row, p));
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        table.rows().forEach(row -> json.add(json(row)));
        violations(json, table).forEach((row, list) -> list.forEach(p -> add(problems, row, p)));
        duplicates(table).forEach((row, list) -> list.forEach(p -> add(problems, row, p)));
        List<InputException> all =
                problems.values().stream().flatMap(List::stream).toList();
        if (!all.isEmpty()) {
            throw InputException.of(all);
        }
        return table.rows().stream().map(row -> typed(row.fields())).toList();
    }

    private static JsonSchemaFactory factory() {
        JsonMetaSchema dialect = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .keyword(new NonValidationKeyword("errorMessage"))
                .build();
        return new JsonSchemaFactory.Builder()
                .defaultMetaSchemaIri(dialect.getIri())
                .metaSchema(dialect)
                .build();
    }

    private static void add(Map<Long, List<InputException>> problems, long row, InputException problem) {
        problems.computeIfAbsent(row, r -> new ArrayList<>()).add(problem);
    }

    /** By row number; one problem per place, whatever number of keywords it breaks. */
    private Map<Long, List<InputException>> violations(ArrayNode json, SamplesheetTable table) {
        JsonSchema validator = FACTORY.getSchema(schema);
        Set<String> told = new LinkedHashSet<>();
        Map<Long, List<InputException>> problems = new HashMap<>();
        List<ValidationMessage> messages = new ArrayList<>(validator.validate(json));
        messages.sort(Comparator.comparing(m -> m.getEvaluationPath().toString().contains("oneOf")));
        for (ValidationMessage message : messages) {
            JsonNodePath at = message.getInstanceLocation();
            if (at.getNameCount() == 0) {
                throw new InputException(file, "rows", "found none, expected " + expected(schema));
            }
            SamplesheetTable.Row row = table.rows().get(((Number) at.getElement(0)).intValue());
            String column = column(message);
            if (told.add(row.number() + " " + column)) {
                add(problems, row.number(), violation(row, column));
            }
        }
        return problems;
    }

    /** The column that a message is about; empty for a rule about the whole row. */
    private static String column(ValidationMessage message) {
        if (message.getEvaluationPath().toString().contains("oneOf")) {
            return "";
        }
        boolean inField = message.getInstanceLocation().getNameCount() > 1;
        return inField
                ? message.getInstanceLocation().getElement(1).toString()
                : String.valueOf(message.getProperty() == null ? "" : message.getProperty());
    }

    private InputException violation(SamplesheetTable.Row row, String column) {
        JsonNode items = schema.path("items");
        if (column.isEmpty()) {
            Set<String> present = new LinkedHashSet<>(row.fields().keySet());
            present.removeAll(Set.of("section", "patient", "mpp"));
            String found = present.isEmpty() ? "found no input" : "found " + String.join(", ", present);
            return new InputException(
                    file, "row " + row.number() + ", input columns", found + ", expected " + expected(items));
        }
        String value = row.fields().get(column);
        String found = value == null ? "found nothing" : "found '" + value + "'";
        return problem(row.number(), column, found + ", expected " + expected(property(items, column)));
    }

    private JsonNode property(JsonNode items, String column) {
        JsonNode property = items.path("properties").path(column);
        String ref = property.path("$ref").asText("");
        return ref.startsWith("#/") ? schema.at(ref.substring(1)) : property;
    }

    private static String expected(JsonNode part) {
        return part.path("errorMessage").asText("what the schema says");
    }

    /** What may not be in two rows. Sections are file names too, and some file systems do not tell case apart. */
    private Map<Long, List<InputException>> duplicates(SamplesheetTable table) {
        Map<Long, List<InputException>> problems = new HashMap<>();
        duplicates(
                table,
                "section",
                name -> name.toLowerCase(Locale.ROOT),
                "a name of its own (upper and lower case do not count)",
                problems);
        for (String measurement : List.of("spaceranger", "counts", "h5ad")) {
            // the same spots in training and test would make any model look good
            duplicates(table, measurement, UnaryOperator.identity(), "each measurement once", problems);
        }
        return problems;
    }

    private void duplicates(
            SamplesheetTable table,
            String column,
            UnaryOperator<String> key,
            String expected,
            Map<Long, List<InputException>> problems) {
        Map<String, Long> first = new HashMap<>();
        for (SamplesheetTable.Row row : table.rows()) {
            String value = row.fields().get(column);
            Long earlier = value == null ? null : first.putIfAbsent(key.apply(value), row.number());
            if (earlier != null) {
                String found = "found '" + value + "', the " + column + " of row " + earlier + ", expected " + expected;
                add(problems, row.number(), problem(row.number(), column, found));
            }
        }
    }

    private InputException problem(long row, String column, String problem) {
        return new InputException(file, "row " + row + ", column " + column, problem);
    }

    /** Fields as JSON values: a number where the schema wants one and the text is one. */
    private ObjectNode json(SamplesheetTable.Row row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        row.fields().forEach((column, text) -> {
            boolean number = "number"
                    .equals(property(schema.path("items"), column).path("type").asText());
            if (number && NUMBER.matcher(text).matches()) {
                json.put(column, new BigDecimal(text));
            } else {
                json.put(column, text);
            }
        });
        return json;
    }

    private static SamplesheetRow typed(Map<String, String> fields) {
        return new SamplesheetRow(
                fields.get("section"),
                fields.get("patient"),
                fields.get("spaceranger"),
                fields.get("counts"),
                fields.get("positions"),
                fields.get("image"),
                fields.get("scalefactors"),
                fields.get("h5ad"),
                fields.get("mpp"));
    }

    private static JsonNode readSchema(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new InputException(file, "JSON Schema", Findings.of(file, e), e);
        }
    }

    private static Set<String> required(JsonNode schema) {
        Set<String> required = new LinkedHashSet<>();
        schema.path("items").path("required").forEach(name -> required.add(name.asText()));
        return required;
    }

    private static Set<String> columns(Path schemaFile, JsonNode schema) {
        Set<String> columns = new LinkedHashSet<>();
        schema.path("items").path("properties").fieldNames().forEachRemaining(columns::add);
        if (columns.isEmpty()) {
            throw new InputException(
                    schemaFile, "items/properties", "found none, expected the columns of the samplesheet");
        }
        return columns;
    }
}
