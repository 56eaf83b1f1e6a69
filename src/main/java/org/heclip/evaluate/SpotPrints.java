package org.heclip.evaluate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.heclip.evaluate.LeakAudit.CountedSection;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.GenePanel;

/**
 * The counts of a section's spots, as little of them as tells which spots another section has too: a hash of the genes that all
 * sections have, and the counts of the other genes, which are few where sections were counted alike.
 *
 * @param hashes of each spot's common genes
 * @param stored how many of them have counts, by spot
 * @param otherGenes names of the other genes
 * @param others {@code [spot][other gene]}
 */
public record SpotPrints(long[] hashes, int[] stored, List<String> otherGenes, ExpressionMatrix others) {
    /** @param common genes that all sections have, in the same order for each of them */
    public static SpotPrints of(CountedSection section, List<String> common) {
        ExpressionMatrix counts = section.counts();
        ExpressionMatrix shared = counts.selectCols(GenePanel.indices(section.genes(), common));
        Set<String> known = new HashSet<>(common);
        List<String> rest =
                section.genes().stream().filter(gene -> !known.contains(gene)).toList();
        return new SpotPrints(
                IntStream.range(0, counts.rows())
                        .mapToLong(s -> LeakAudit.hash(LeakAudit.NOTHING, shared, s))
                        .toArray(),
                IntStream.range(0, counts.rows()).map(s -> shared.stored(s)).toArray(),
                rest,
                counts.selectCols(GenePanel.indices(section.genes(), rest)));
    }

    /**
     * Spots of another section whose counts are those of a spot of this one, in every gene that both sections have. Spots with fewer
     * than 20 of these genes are not compared: they can be alike by chance.
     */
    public int alike(SpotPrints other) {
        List<String> shared = GenePanel.shared(List.of(otherGenes, other.otherGenes));
        Set<Long> own = profiles(shared).boxed().collect(Collectors.toSet());
        return (int) other.profiles(shared).filter(own::contains).count();
    }

    private LongStream profiles(List<String> shared) {
        ExpressionMatrix rest = others.selectCols(GenePanel.indices(otherGenes, shared));
        return IntStream.range(0, hashes.length)
                .filter(s -> stored[s] + rest.stored(s) >= LeakAudit.FEWEST_GENES)
                .mapToLong(s -> LeakAudit.hash(hashes[s], rest, s));
    }
}
