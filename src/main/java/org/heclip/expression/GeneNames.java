package org.heclip.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of genes. */
public final class GeneNames {
    private GeneNames() {}

    /**
     * Numbers the repeats of a name, {@code X, X-1, X-2}, leaving out numbers that are names already, as anndata's {@code
     * var_names_make_unique} does.
     */
    public static List<String> makeUnique(List<String> names) {
        Set<String> taken = new HashSet<>(names);
        Map<String, Integer> repeats = new HashMap<>();
        Set<String> seen = new HashSet<>();
        List<String> unique = new ArrayList<>();
        for (String name : names) {
            String own = name;
            if (!seen.add(name)) {
                int number = repeats.getOrDefault(name, 0);
                do {
                    number++;
                    own = name + "-" + number;
                } while (!taken.add(own));
                repeats.put(name, number);
            }
            unique.add(own);
        }
        return unique;
    }
}
