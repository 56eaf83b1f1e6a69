package org.heclip.stain;

import java.util.List;
import java.util.Optional;

/**
 * The stain that the sections of a fold are brought to: the median over its training sections.
 *
 * @param method see {@link StainMethod#id}
 * @param target see {@link StainProfile#values}
 * @param sections the training sections, and what was found in each
 */
public record StainTarget(String fold, String method, double[] target, List<Section> sections) {
    /**
     * A training section.
     *
     * @param tiles how many were looked at
     * @param blankTiles those of them without tissue
     * @param pixels of tissue in the others
     * @param own its profile; null when its tiles stay as they are, for the reason in {@code problem}
     */
    public record Section(String section, int tiles, int blankTiles, int pixels, double[] own, String problem) {
        public static Section of(String section, StainSample sample, StainFit fit) {
            return new Section(
                    section,
                    sample.tiles(),
                    sample.blank(),
                    sample.pixels().length,
                    fit.profile().map(StainProfile::values).orElse(null),
                    fit.problem());
        }
    }

    /** @throws IllegalArgumentException when no section has a profile */
    public static StainTarget of(String fold, StainMethod method, List<Section> sections) {
        List<StainProfile> profiles = sections.stream()
                .filter(section -> section.own() != null)
                .map(section -> method.profile(section.own()))
                .toList();
        if (profiles.isEmpty()) {
            throw new IllegalArgumentException("no training section with a stain to measure");
        }
        return new StainTarget(fold, method.id(), StainProfile.median(profiles).values(), sections);
    }

    /** @throws IllegalArgumentException when the numbers are none of a profile */
    public StainProfile profile() {
        return StainMethod.named(method).profile(target);
    }

    /** Of a training section, what was found in it. */
    public Optional<Section> section(String name) {
        return sections.stream()
                .filter(section -> section.section().equals(name))
                .findFirst();
    }
}
