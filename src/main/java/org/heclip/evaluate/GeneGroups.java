package org.heclip.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Genes of several sections, grouped by which sections have them: any two sections share whole groups. Most genes are in one group, of
 * all sections; where quality control left out rare genes, or arrays differ, there are others.
 *
 * @param genes a number for each gene's name
 * @param groupOf the group of each gene, by its number
 * @param holders the sections that have the genes of a group, by its number
 */
public record GeneGroups(Map<String, Integer> genes, int[] groupOf, List<BitSet> holders) {
    /** @param names of each section's genes */
    public static GeneGroups of(List<List<String>> names) {
        Map<String, Integer> genes = new HashMap<>();
        List<BitSet> holdersOf = new ArrayList<>();
        for (int section = 0; section < names.size(); section++) {
            for (String name : names.get(section)) {
                int gene = genes.computeIfAbsent(name, first -> genes.size());
                if (gene == holdersOf.size()) {
                    holdersOf.add(new BitSet());
                }
                holdersOf.get(gene).set(section);
            }
        }
        Map<BitSet, Integer> groups = new LinkedHashMap<>();
        int[] groupOf = holdersOf.stream()
                .mapToInt(holders -> groups.computeIfAbsent(holders, first -> groups.size()))
                .toArray();
        return new GeneGroups(genes, groupOf, List.copyOf(groups.keySet()));
    }

    int size() {
        return holders.size();
    }

    boolean isShared(int group, int section, int other) {
        return holders.get(group).get(section) && holders.get(group).get(other);
    }
}
