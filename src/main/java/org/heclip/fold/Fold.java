package org.heclip.fold;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who learns and who is tested.
 *
 * @param id the patient or section left out
 * @param scheme see {@link SplitScheme#id()}
 * @param train sections to learn from, those of {@code validation} among them
 * @param validation training sections held out while epochs and penalties are chosen, then part of the final fit; empty when
 *     there is only one training section
 * @param test sections left out; none of scheme {@link #ALL}
 * @param patients the patient of each of these sections
 */
public record Fold(
        String id,
        String scheme,
        List<String> train,
        List<String> validation,
        List<String> test,
        Map<String, String> patients) {
    /** Scheme of the final fit, which leaves nothing out. */
    public static final String ALL = "all";

    /** @throws IllegalArgumentException when a section both learns and is tested, or a part is empty */
    public Fold {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
        patients = Collections.unmodifiableMap(new LinkedHashMap<>(patients));
        if (train.isEmpty() || test.isEmpty() != scheme.equals(ALL)) {
            throw new IllegalArgumentException("fold " + id + " has no training or no test section");
        }
        if (!Collections.disjoint(train, test) || !train.containsAll(validation)) {
            throw new IllegalArgumentException("fold " + id + ": training " + train + ", validation " + validation
                    + " and test " + test + " do not fit together");
        }
    }
}
