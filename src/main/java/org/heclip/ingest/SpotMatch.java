package org.heclip.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heclip.error.InputException;
import org.heclip.section.Barcode;
import org.heclip.section.Spot;

/**
 * Counts and positions of the same spots, matched by name.
 *
 * @param rows of the counts that have a position, in their order
 * @param spots one for each of these rows, named as the counts name it
 * @param withoutPosition number of rows of the counts that no position belongs to
 * @param withoutCounts number of positions that no counts belong to
 */
record SpotMatch(int[] rows, List<Spot> spots, int withoutPosition, int withoutCounts) {
    /** @throws InputException when a name is no array position, two name the same, or nothing matches */
    static SpotMatch of(Path source, Counts counts, Positions positions) {
        Map<String, Spot> at = new HashMap<>();
        positions.spots().forEach(s -> at.put(s.barcode().value(), s));
        List<Integer> rows = new ArrayList<>();
        List<Spot> spots = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (int s = 0; s < counts.spots().size(); s++) {
            String name = counts.spots().get(s);
            String key = positions.byArrayCoordinate() ? arrayKey(source, name) : name;
            if (!used.add(key)) {
                throw new InputException(
                        source,
                        "counts of spot '" + name + "'",
                        "found another spot at array position " + key + ", expected one");
            }
            Optional.ofNullable(at.get(key)).ifPresent(spot -> spots.add(renamed(spot, name)));
            if (at.containsKey(key)) {
                rows.add(s);
            }
        }
        if (rows.isEmpty()) {
            throw nothing(source, counts, positions);
        }
        return new SpotMatch(
                rows.stream().mapToInt(Integer::intValue).toArray(),
                spots,
                counts.spots().size() - rows.size(),
                positions.spots().size() - rows.size());
    }

    private static InputException nothing(Path source, Counts counts, Positions positions) {
        return new InputException(
                source,
                "spots",
                "found no spot that has both counts (such as '" + counts.spots().get(0) + "') and a position (such as '"
                        + positions.spots().get(0).barcode() + "'), expected the same names");
    }

    private static String arrayKey(Path source, String name) {
        return ArrayCoordinate.parse(name)
                .orElseThrow(() -> new InputException(
                        source,
                        "counts of spot '" + name + "'",
                        "found a name that is no array position, expected such as 10x21 (are genes in rows? then"
                                + " transpose the table)"))
                .toString();
    }

    private static Spot renamed(Spot spot, String name) {
        return new Spot(
                new Barcode(name),
                spot.inTissue(),
                spot.arrayRow(),
                spot.arrayCol(),
                spot.xFullResPx(),
                spot.yFullResPx());
    }
}
