package org.heclip.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.heclip.evaluate.LeakAudit.CountedSection;
import org.heclip.evaluate.LeakAudit.Twins;

/**
 * Spots with the same counts among any number of sections, looked for in the genes that all of them have. Takes one section after the
 * other and keeps a number for each spot. Spots with fewer than 20 of these genes are not compared, as in {@link SpotPrints#alike}.
 */
public final class SpotProfiles {
    private final List<String> genes;
    private final List<String> sections = new ArrayList<>();
    /** Where the profiles of each section end. */
    private final List<Integer> ends = new ArrayList<>();

    private long[] profiles = new long[1024];
    private int compared;
    private long spots;

    /** @param genes that all sections have */
    public SpotProfiles(Collection<String> genes) {
        this.genes = List.copyOf(genes);
    }

    /** @param section must have all genes */
    public void add(CountedSection section) {
        long[] own = LeakAudit.profiles(section, genes).toArray();
        if (compared + own.length > profiles.length) {
            profiles = Arrays.copyOf(profiles, Math.max(2 * profiles.length, compared + own.length));
        }
        System.arraycopy(own, 0, profiles, compared, own.length);
        compared += own.length;
        spots += section.counts().rows();
        sections.add(section.section());
        ends.add(compared);
    }

    /** Spots that had counts enough to be compared. */
    public long compared() {
        return compared;
    }

    public long spots() {
        return spots;
    }

    /** Pairs of sections with the number of spots of the second that the first has too, in the order in which sections came. */
    public List<Twins> twins() {
        Map<Long, List<Integer>> holders = holders(repeated());
        Map<Pair, Integer> pairs = new TreeMap<>();
        holders.values().forEach(held -> {
            for (int j = 1; j < held.size(); j++) {
                int second = held.get(j);
                held.subList(0, j).stream()
                        .distinct()
                        .filter(first -> first != second)
                        .forEach(first -> pairs.merge(new Pair(first, second), 1, Integer::sum));
            }
        });
        List<Twins> twins = new ArrayList<>();
        pairs.forEach(
                (pair, alike) -> twins.add(new Twins(sections.get(pair.first()), sections.get(pair.second()), alike)));
        return twins;
    }

    private record Pair(int first, int second) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            return first == other.first ? Integer.compare(second, other.second) : Integer.compare(first, other.first);
        }
    }

    private Set<Long> repeated() {
        long[] sorted = Arrays.copyOf(profiles, compared);
        Arrays.sort(sorted);
        Set<Long> repeated = new HashSet<>();
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                repeated.add(sorted[i]);
            }
        }
        return repeated;
    }

    /** The section of each spot with one of these profiles, in rising order. */
    private Map<Long, List<Integer>> holders(Set<Long> wanted) {
        Map<Long, List<Integer>> holders = new HashMap<>();
        int from = 0;
        for (int section = 0; section < ends.size(); section++) {
            for (int i = from; i < ends.get(section); i++) {
                if (wanted.contains(profiles[i])) {
                    holders.computeIfAbsent(profiles[i], profile -> new ArrayList<>())
                            .add(section);
                }
            }
            from = ends.get(section);
        }
        return holders;
    }
}
