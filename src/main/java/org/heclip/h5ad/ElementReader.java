package org.heclip.h5ad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.h5ad.hdf5.Hdf5Array;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Elements of any encoding of anndata 0.5 to 0.12, as they are stored. */
final class ElementReader {
    private static final Logger LOG = LoggerFactory.getLogger(ElementReader.class);

    /** What begins the names of raw's parts before anndata 0.7. */
    private static final String RAW = "raw.";

    private ElementReader() {}

    /** A whole file; what anndata before 0.7 named or stored otherwise takes its present place. */
    static Element.Dict root(H5adElement root) {
        Optional<H5adElement> uns = root.find("uns").filter(H5adElement::isGroup);
        Map<String, Element> members = new LinkedHashMap<>();
        Map<String, Element> raw = new LinkedHashMap<>();
        root.children().forEach((name, child) -> {
            boolean ofRaw = name.startsWith(RAW);
            String part = ofRaw ? name.substring(RAW.length()) : name;
            (ofRaw ? raw : members).put(part, member(part, child, uns));
        });
        if (!raw.isEmpty()) {
            members.put("raw", new Element.Dict("raw", raw));
        }
        List<Element.Frame> frames = members.values().stream()
                .filter(Element.Frame.class::isInstance)
                .map(Element.Frame.class::cast)
                .toList();
        if (members.get("uns") instanceof Element.Dict dict && uns.isPresent() && hasRecords(root)) {
            Map<String, Element> left = new LinkedHashMap<>(dict.members());
            left.keySet().removeIf(name -> LegacyFrames.isCategories(name, frames));
            members.put("uns", Element.Dict.of(left));
        }
        return new Element.Dict("anndata", members);
    }

    private static boolean hasRecords(H5adElement root) {
        return root.find("obs").filter(RecordReader::isRecords).isPresent();
    }

    private static Element member(String name, H5adElement element, Optional<H5adElement> uns) {
        return switch (name) {
            case "raw" -> element.isGroup() ? new Element.Dict("raw", members(element)) : read(element);
            case "uns" -> uns(element);
            case "obs", "var" -> RecordReader.isRecords(element) ? LegacyFrames.frame(element, uns) : read(element);
            case "obsm", "varm" -> RecordReader.isRecords(element) ? LegacyFrames.arrays(element) : read(element);
            default -> read(element);
        };
    }

    private static Element uns(H5adElement element) {
        return isMapping(element) ? Element.Dict.of(unsMembers(element)) : read(element);
    }

    /** Of uns, what cannot be held is left out with a warning: nothing else refers to it. */
    private static Map<String, Element> unsMembers(H5adElement element) {
        Map<String, Element> members = new LinkedHashMap<>();
        element.children().forEach((name, child) -> {
            if (List.of("awkward-array", "bytes").contains(child.encoding())) {
                LOG.warn("{}: {}: left out: {} is not supported here", child.file(), child.path(), child.encoding());
            } else {
                members.put(name, uns(child));
            }
        });
        return members;
    }

    private static boolean isMapping(H5adElement element) {
        return element.isGroup() && List.of("dict", "").contains(element.encoding());
    }

    private static Map<String, Element> members(H5adElement element) {
        Map<String, Element> members = new LinkedHashMap<>();
        element.children().forEach((name, child) -> members.put(name, read(child)));
        return members;
    }

    static Element read(H5adElement element) {
        if (!element.isGroup()) {
            return element.encoding().equals("null")
                    ? new Element.None()
                    : RecordReader.isRecords(element)
                            ? new Element.Records(RecordReader.read(element))
                            : new Element.Array(new ArrayReader(element).raw());
        }
        return switch (element.encoding()) {
            case "dict", "" -> new Element.Dict("dict", members(element));
            case "anndata", "raw" -> new Element.Dict(element.encoding(), members(element));
            case "dataframe" -> frame(element);
            case "categorical" ->
                new Element.Categorical(
                        read(element.child("categories")), raw(element, "codes"), element.flag("ordered"));
            case "nullable-integer", "nullable-boolean", "nullable-string-array" -> nullable(element);
            case "csr_matrix", "csc_matrix" -> sparse(element);
            default ->
                throw element.fail("encoding-type '" + element.encoding() + "' is not supported; expected an array,"
                        + " csr_matrix, csc_matrix, dataframe, categorical, a nullable array or a dict");
        };
    }

    private static Hdf5Array raw(H5adElement element, String name) {
        return new ArrayReader(element.child(name)).raw();
    }

    private static Element.Nullable nullable(H5adElement element) {
        Element.Nullable column = new Element.Nullable(
                element.encoding(), raw(element, "values"), raw(element, "mask"), element.text("na-value"));
        if (!(column.missing().values() instanceof boolean[])
                || !Arrays.equals(column.missing().shape(), column.values().shape())) {
            throw element.fail("has a mask that is no boolean for each value");
        }
        return column;
    }

    private static Element.Sparse sparse(H5adElement element) {
        int[] shape = element.shape(MatrixReader.shapeAttribute(element));
        MatrixReader.requireSound(element);
        return new Element.Sparse(
                element.encoding().equals("csc_matrix"),
                new long[] {shape[0], shape[1]},
                raw(element, "data"),
                raw(element, "indices"),
                raw(element, "indptr"));
    }

    private static Element.Frame frame(H5adElement element) {
        String index = element.text("_index").orElseThrow(() -> element.fail("has no attribute '_index'"));
        String[] order = element.texts("column-order").orElseThrow(() -> element.fail("has no 'column-order'"));
        Map<String, H5adElement> children = element.children();
        Map<String, H5adElement> oldCategories = element.find(DataFrameReader.OLD_CATEGORIES)
                .map(H5adElement::children)
                .orElse(Map.of());
        List<String> names = new ArrayList<>(List.of(order));
        names.add(0, index);
        Map<String, Element> members = new LinkedHashMap<>();
        for (String name : names) {
            H5adElement child = Optional.ofNullable(children.get(name))
                    .orElseThrow(() ->
                            element.fail("has no column '" + name + "', which its '_index' or 'column-order' names"));
            H5adElement categories = oldCategories.get(name);
            members.put(
                    name,
                    categories == null
                            ? read(child)
                            : new Element.Categorical(
                                    read(categories), new ArrayReader(child).raw(), categories.flag("ordered")));
        }
        return new Element.Frame(index, Arrays.asList(order), members);
    }
}
