package org.heclip.expression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heclip.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lists are scanpy's, gene by gene (src/test/python/golden_variable_genes.py). */
class VariableGenesGoldenTest {
    private static final Map<String, ExpressionMatrix> COUNTS = new HashMap<>();

    /** @param batchSizes empty without batches */
    record Row(String data, HvgFlavour flavour, int[] batchSizes, int nTop, int[] genes) {
        @Override
        public String toString() {
            return data + " " + flavour + (batchSizes.length > 0 ? " batches " : " ") + nTop;
        }
    }

    static Stream<Row> lists() {
        Map<String, List<String>> table = Golden.table("variable-genes/lists.tsv");
        return IntStream.range(0, table.get("data").size())
                .mapToObj(i -> new Row(
                        table.get("data").get(i),
                        HvgFlavour.valueOf(table.get("flavour").get(i).toUpperCase()),
                        ints(table.get("batch_sizes").get(i)),
                        Integer.parseInt(table.get("n_top").get(i)),
                        ints(table.get("genes").get(i))));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void sameListAsScanpy(Row row) {
        ExpressionMatrix counts =
                COUNTS.computeIfAbsent(row.data(), name -> Golden.counts("variable-genes/" + name + ".counts.txt.gz"));
        ExpressionMatrix log = Normalisation.logNormalise(counts, Normalisation.medianTotal(List.of(counts)));

        int[] found = row.batchSizes().length == 0
                ? chosen(HighlyVariableGenes.of(counts, log, row.flavour(), row.nTop()))
                : BatchedVariableGenes.choose(
                        Golden.lines("variable-genes/" + row.data() + ".genes.txt"),
                        batches(counts, row.batchSizes()),
                        batches(log, row.batchSizes()),
                        row.flavour(),
                        row.nTop());

        Arrays.sort(found);
        assertArrayEquals(row.genes(), found);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void listsAreNotEmpty(Row row) {
        assertTrue(row.genes().length >= row.nTop());
    }

    private static int[] chosen(HighlyVariableGenes found) {
        return IntStream.range(0, found.chosen().length)
                .filter(g -> found.chosen()[g])
                .toArray();
    }

    private static List<ExpressionMatrix> batches(ExpressionMatrix all, int[] sizes) {
        List<ExpressionMatrix> batches = new ArrayList<>();
        int from = 0;
        for (int size : sizes) {
            batches.add(all.selectRows(IntStream.range(from, from + size).toArray()));
            from += size;
        }
        return batches;
    }

    private static int[] ints(String text) {
        return Stream.of(text.split(" "))
                .filter(part -> !part.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
