package org.heclip.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of genes as a matrix needs them: each once. */
public final class GeneNames {
    private GeneNames() {}

    /**
     * Makes names unique as anndata's {@code var_names_make_unique} does: the first of a name keeps it, later ones become
     * {@code name-1}, {@code name-2} and so on, passing over what is there already.
     */
    public static List<String> makeUnique(List<String> names) {
        Set<String> taken = new HashSet<>(names);
        Set<String> seen = new HashSet<>();
        Map<String, Integer> counter = new HashMap<>();
        List<String> unique = new ArrayList<>(names.size());
        for (String name : names) {
            String free = name;
            if (!seen.add(name)) {
                do {
                    free = name + "-" + counter.merge(name, 1, Integer::sum);
                } while (!taken.add(free));
            }
            unique.add(free);
        }
        return unique;
    }
}
