package org.heclip.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.error.InputException;

/**
 * Counts as text: a header of gene names, then a row per spot, its name first; tab or comma separated, plain or gzipped. Read a
 * row at a time, only non-zeros are kept. The header may lack the cell above the spot names (as R writes it).
 */
public final class CountsTsv {
    private final Path file;
    private final List<String> spots = new ArrayList<>();
    private final Map<String, Long> lineOfSpot = new HashMap<>();
    private DelimitedText.Line header;
    private List<String> genes;
    private SparseRows rows;

    private CountsTsv(Path file) {
        this.file = file;
    }

    /** @throws InputException naming row and column of what is no such table */
    public static Counts read(Path file) {
        CountsTsv table = new CountsTsv(file);
        DelimitedText.forEach(file, table::accept);
        if (table.genes == null) {
            String found = table.header == null ? "found no text" : "found a header only";
            throw new InputException(file, "table", found + ", expected a header of genes and a row per spot");
        }
        return new Counts(table.spots, table.genes, Optional.empty(), Optional.empty(), table.rows.matrix());
    }

    private void accept(DelimitedText.Line line) {
        if (header == null) {
            header = line;
            return;
        }
        if (genes == null) {
            genes = genes(line.fields().size());
            rows = new SparseRows(genes.size());
        }
        row(line);
    }

    /** The header's gene names, now that the first row tells whether the header has a cell above the spot names. */
    private List<String> genes(int width) {
        int first = header.fields().size() == width - 1 ? 0 : 1;
        List<String> names = header.fields().subList(first, header.fields().size());
        if (names.isEmpty()) {
            throw new InputException(file, "row " + header.line(), "found one column, expected one per gene");
        }
        for (int g = 0; g < names.size(); g++) {
            if (names.get(g).isBlank()) {
                throw new InputException(file, header.element(g + first), "found a blank, expected a gene name");
            }
        }
        return names;
    }

    private void row(DelimitedText.Line line) {
        List<String> fields = line.fields();
        if (fields.size() != genes.size() + 1) {
            throw new InputException(
                    file,
                    "row " + line.line(),
                    "found " + fields.size() + " fields, expected " + (genes.size() + 1) + " (spot and " + genes.size()
                            + " genes)");
        }
        String spot = fields.get(0);
        Long earlier = lineOfSpot.putIfAbsent(spot, line.line());
        if (spot.isBlank() || earlier != null) {
            String found = earlier == null ? "found a blank" : "found spot '" + spot + "' of row " + earlier + " again";
            throw new InputException(file, line.element(0), found + ", expected a spot name of its own");
        }
        spots.add(spot);
        for (int g = 0; g < genes.size(); g++) {
            rows.add(g, count(line, g + 1));
        }
        rows.endRow();
    }

    private int count(DelimitedText.Line line, int column) {
        int count = CountValue.parse(line.fields().get(column));
        if (count < 0 || count > CountValue.LARGEST) {
            throw new InputException(
                    file,
                    line.element(column) + " (" + genes.get(column - 1) + ")",
                    "found '" + line.fields().get(column) + "', expected " + CountValue.EXPECTED);
        }
        return count;
    }
}
