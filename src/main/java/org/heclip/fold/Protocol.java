package org.heclip.fold;

import java.util.ArrayList;
import java.util.List;

/**
 * How strictly a model is tested.
 *
 * @param id the name in files: {@code honest}, {@code reference}, or {@code leak<n>_<name>} for a rung between them
 * @param leaks what is let through, in the order of {@link Leak}
 */
public record Protocol(String id, List<Leak> leaks) {
    /** Nothing that is fitted sees the test section. */
    public static final Protocol HONEST = new Protocol("honest", List.of());

    private static final String REFERENCE = "reference";

    public Protocol {
        leaks = List.copyOf(leaks);
    }

    /** All leaks, as published code has them. */
    public static Protocol reference() {
        return new Protocol(REFERENCE, List.of(Leak.values()));
    }

    /** From honest to reference, one more leak each. */
    public static List<Protocol> ladder() {
        List<Protocol> rungs = new ArrayList<>(List.of(HONEST));
        List<Leak> leaks = new ArrayList<>();
        for (Leak leak : Leak.values()) {
            leaks.add(leak);
            boolean last = leaks.size() == Leak.values().length;
            rungs.add(new Protocol(last ? REFERENCE : "leak" + leaks.size() + "_" + leak.id(), leaks));
        }
        return rungs;
    }
}
