package org.heclip.evaluate;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.heclip.evaluate.LeakAudit.CountedSection;
import org.heclip.expression.ExpressionMatrix;

/**
 * The counts of a section's spots, as little of them as tells which spots another section has too: for each group of genes a hash.
 *
 * @param groups of the genes of all sections that are to be compared
 * @param section its number among them
 * @param starts where each spot's groups begin in the arrays below, and where the last one's end
 * @param group those in which a spot has counts, rising
 * @param hash of these counts
 * @param stored their number
 */
public record SpotPrints(GeneGroups groups, int section, int[] starts, int[] group, long[] hash, int[] stored) {
    /** @param section whose genes are those of that number in the groups */
    public static SpotPrints of(CountedSection section, GeneGroups groups, int number) {
        ExpressionMatrix counts = section.counts();
        int[] gene = section.genes().stream().mapToInt(groups.genes()::get).toArray();
        SpotPrints prints = new SpotPrints(
                groups,
                number,
                new int[counts.rows() + 1],
                new int[counts.stored()],
                new long[counts.stored()],
                new int[counts.stored()]);
        long[] sums = new long[groups.size()];
        int[] terms = new int[groups.size()];
        int next = 0;
        for (int s = 0; s < counts.rows(); s++) {
            for (int i = counts.starts()[s]; i < counts.starts()[s + 1]; i++) {
                if (counts.values()[i] != 0) {
                    int one = gene[counts.genes()[i]];
                    // a sum, since sections may have their genes in different orders
                    sums[groups.groupOf()[one]] +=
                            mixed((long) one << Integer.SIZE | Float.floatToIntBits(counts.values()[i]));
                    terms[groups.groupOf()[one]]++;
                }
            }
            for (int g = 0; g < terms.length; g++) {
                if (terms[g] > 0) {
                    prints.group[next] = g;
                    prints.hash[next] = sums[g];
                    prints.stored[next++] = terms[g];
                    sums[g] = 0;
                    terms[g] = 0;
                }
            }
            prints.starts[s + 1] = next;
        }
        return prints.shortened(next);
    }

    private SpotPrints shortened(int length) {
        return new SpotPrints(
                groups,
                section,
                starts,
                Arrays.copyOf(group, length),
                Arrays.copyOf(hash, length),
                Arrays.copyOf(stored, length));
    }

    /**
     * Spots of another section whose counts are those of a spot of this one, in every gene that both sections have. Spots with fewer
     * than 20 of these genes are not compared: they can be alike by chance.
     */
    public int alike(SpotPrints other) {
        Set<Long> own = profiles(other.section).boxed().collect(Collectors.toSet());
        return (int) other.profiles(section).filter(own::contains).count();
    }

    /** Of the spots with enough counts in the genes that the other section has too. */
    private LongStream profiles(int other) {
        boolean[] shared = new boolean[groups.size()];
        for (int g = 0; g < shared.length; g++) {
            shared[g] = groups.isShared(g, section, other);
        }
        return IntStream.range(0, starts.length - 1)
                .filter(s -> IntStream.range(starts[s], starts[s + 1])
                                .filter(i -> shared[group[i]])
                                .map(i -> stored[i])
                                .sum()
                        >= LeakAudit.FEWEST_GENES)
                .mapToLong(s -> {
                    long profile = 0;
                    for (int i = starts[s]; i < starts[s + 1]; i++) {
                        profile = shared[group[i]] ? mixed(mixed(profile + group[i] + 1) ^ hash[i]) : profile;
                    }
                    return profile;
                });
    }

    /** The last step of SplitMix64 (Steele et al., OOPSLA 2014): each bit depends on each. */
    private static long mixed(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
