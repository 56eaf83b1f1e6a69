package org.heclip.fold;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who learns and who is tested.
 *
 * @param id the patient, section, group or block left out
 * @param scheme see {@link SplitScheme#id()}
 * @param train sections to learn from, those of {@code validation} among them
 * @param validation training sections held out while epochs and penalties are chosen, then part of the final fit; all of them when
 *     each patient (or section) takes its turn; empty when
 *     there is only one training section
 * @param test sections left out; none of scheme {@link #ALL}
 * @param patients the patient of each of these sections
 * @param protocol see {@link Protocol#id()}; null is read as honest
 * @param leaks what the protocol lets through; null is read as nothing
 * @param spots of a section that is learned from and tested: which of its spots; null is read as all of the others
 */
public record Fold(
        String id,
        String scheme,
        List<String> train,
        List<String> validation,
        List<String> test,
        Map<String, String> patients,
        String protocol,
        List<Leak> leaks,
        Map<String, Spots> spots) {
    /** Scheme of the final fit, which leaves nothing out. */
    public static final String ALL = "all";

    /** Barcodes of one section. Spots in neither list are too near to both. */
    public record Spots(List<String> train, List<String> test) {
        /** @throws IllegalArgumentException when a spot both learns and is tested, or a part is empty */
        public Spots {
            train = List.copyOf(train);
            test = List.copyOf(test);
            Set<String> both = new HashSet<>(train);
            both.retainAll(test);
            if (train.isEmpty() || test.isEmpty() || !both.isEmpty()) {
                throw new IllegalArgumentException("found " + train.size() + " spots to learn from, " + test.size()
                        + " to test, " + both.size() + " in both, expected some of each and none in both");
            }
        }
    }

    /** @throws IllegalArgumentException when a section both learns and is tested as a whole, or a part is empty */
    public Fold {
        train = List.copyOf(train);
        validation = validation == null ? List.of() : List.copyOf(validation);
        test = List.copyOf(test);
        patients = Collections.unmodifiableMap(new LinkedHashMap<>(patients));
        protocol = protocol == null ? Protocol.HONEST.id() : protocol;
        leaks = leaks == null ? List.of() : List.copyOf(leaks);
        spots = spots == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(spots));
        if (train.isEmpty() || test.isEmpty() != scheme.equals(ALL)) {
            throw new IllegalArgumentException("fold " + id + " has no training or no test section");
        }
        Set<String> whole = new HashSet<>(train);
        whole.removeAll(spots.keySet());
        if (!Collections.disjoint(whole, test) || !train.containsAll(validation)) {
            throw new IllegalArgumentException("fold " + id + ": training " + train + ", validation " + validation
                    + " and test " + test + " do not fit together");
        }
    }

    /** An honest fold of whole sections. */
    public Fold(
            String id,
            String scheme,
            List<String> train,
            List<String> validation,
            List<String> test,
            Map<String, String> patients) {
        this(id, scheme, train, validation, test, patients, null, null, null);
    }

    /** The same sections under another protocol. */
    public Fold under(Protocol other) {
        return new Fold(id, scheme, train, validation, test, patients, other.id(), other.leaks(), spots);
    }

    /** Whether no patient may be on both sides. */
    public boolean wholePatients() {
        return scheme.equals(SplitScheme.LEAVE_ONE_PATIENT_OUT.id()) || scheme.equals(SplitScheme.K_FOLD.id());
    }

    /** Test sections whose files training may see; none in an honest fold. */
    public List<String> shown() {
        return leaks.stream().anyMatch(Leak::showsTestSections)
                ? test.stream().filter(section -> !spots.containsKey(section)).toList()
                : List.of();
    }
}
