package org.heclip.cli;

import java.util.List;
import java.util.Map;
import org.heclip.fold.Fold;

/** Sections A and B, of which B validates, learn for section C. */
final class ExampleFold {
    private ExampleFold() {}

    static Fold leavingOutC() {
        return new Fold(
                "C",
                "leave_one_section_out",
                List.of("A", "B"),
                List.of("B"),
                List.of("C"),
                Map.of("A", "P1", "B", "P2", "C", "P3"));
    }
}
