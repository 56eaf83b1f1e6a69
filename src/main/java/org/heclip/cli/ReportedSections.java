package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.evaluate.LeakAudit.CountedSection;
import org.heclip.evaluate.SpotProfiles;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.Matrix;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.H5adSlices;
import org.heclip.report.ReportInput.SectionGlance;
import org.heclip.report.ReportInput.TwinSearch;

/**
 * The section files of a run: of each a glance, then the whole of those that get a page and of the others their counts, one at a time.
 * Images, the larger part of a file, are read of those with a page only.
 */
final class ReportedSections {
    private record Known(Path file, SectionGlance glance) {}

    private final List<Known> known = new ArrayList<>();
    /** Genes that all sections have. */
    private Set<String> shared;

    private ReportedSections() {}

    static ReportedSections glance(List<Path> files) {
        ReportedSections sections = new ReportedSections();
        for (Path path : files) {
            Map<?, ?> heclip = H5ad.readUns(path, "heclip")
                    .map(value -> value instanceof Map<?, ?> map ? map : Map.of())
                    .orElse(Map.of());
            try (H5adSlices slices = H5adSlices.open(path)) {
                sections.known.add(new Known(
                        path,
                        new SectionGlance(
                                text(path, heclip, "section"),
                                text(path, heclip, "patient"),
                                slices.obs().size(),
                                ReportedSection.warnings(heclip))));
                sections.share(slices.var().index());
            }
        }
        sections.known.sort(Comparator.comparing(section -> section.glance().id()));
        return sections;
    }

    private static String text(Path file, Map<?, ?> heclip, String key) {
        if (heclip.get(key) instanceof String text) {
            return text;
        }
        throw new InputException(file, "uns/heclip/" + key, "found nothing, expected text");
    }

    private void share(List<String> genes) {
        if (shared == null) {
            shared = new LinkedHashSet<>(genes);
        } else {
            shared.retainAll(Set.copyOf(genes));
        }
    }

    List<SectionGlance> glances() {
        return known.stream().map(Known::glance).toList();
    }

    List<String> ids() {
        return glances().stream().map(SectionGlance::id).toList();
    }

    /** Those that the alignment warned of. */
    List<String> warned() {
        return glances().stream()
                .filter(section -> !section.warnings().isEmpty())
                .map(SectionGlance::id)
                .toList();
    }

    /**
     * Hands over some sections, by name, and looks in all for spots that two of them have.
     *
     * @param pages names of the sections to hand over
     */
    TwinSearch read(Collection<String> pages, Consumer<ReportedSection> visitor) {
        SpotProfiles profiles = new SpotProfiles(shared);
        for (Known section : known) {
            if (pages.contains(section.glance().id())) {
                ReportedSection file = ReportedSection.read(section.file());
                visitor.accept(file);
                profiles.add(file.counts());
            } else {
                profiles.add(counts(section));
            }
        }
        return new TwinSearch(profiles.twins(), shared.size(), profiles.compared(), profiles.spots());
    }

    private static CountedSection counts(Known section) {
        try (H5adSlices slices = H5adSlices.open(section.file())) {
            Matrix x = slices.spots(IntStream.range(0, slices.obs().size()).toArray());
            return new CountedSection(
                    section.glance().id(),
                    slices.var().index(),
                    x instanceof ExpressionMatrix sparse ? sparse : ExpressionMatrix.of(x.dense()));
        }
    }
}
