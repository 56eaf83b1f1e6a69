package org.heclip.report;

import java.util.ArrayList;
import java.util.List;

/** Turns figures into what the page shows. */
final class PageBuilder {
    /** No more are on the page. */
    private static final int ALERTS = 200;

    private PageBuilder() {}

    static ReportPage page(ReportInput input) {
        Models models = new Models(input.summary());
        List<String> alerts = alerts(input);
        int told = Math.min(alerts.size(), ALERTS);
        return new ReportPage(
                input.title(),
                HeldOut.of(input.fits()).subtitle(),
                input.summary().stream().anyMatch(score -> !score.protocol().equals("honest")),
                new Verdict(input).sentences(),
                List.copyOf(alerts.subList(0, told)),
                alerts.size() - told,
                ModelsPart.of(input, models),
                GenesPart.of(input, models),
                SectionsPart.of(input, models),
                new CurvePanels(input.curves(), models).panels(),
                UncertaintyPart.of(input, models),
                ProtocolPart.of(input, models),
                MethodsPart.of(input),
                input.parameters(),
                input.versions());
    }

    private static List<String> alerts(ReportInput input) {
        List<String> alerts = new ArrayList<>();
        input.qc().stream()
                .filter(row -> !row.passed())
                .forEach(row -> alerts.add("Section " + row.section() + " failed quality control and is left out: "
                        + (row.reason() == null ? "no reason given" : row.reason()) + "."));
        input.audit().stream()
                .filter(row -> !row.passed())
                .forEach(row ->
                        alerts.add("Leak: " + row.model() + ", section " + row.section() + ": " + row.detail() + "."));
        input.twins()
                .pairs()
                .forEach(twins -> alerts.add("Sections " + twins.section() + " and " + twins.other() + " share "
                        + twins.spots() + " spots with the same counts: is one a copy of the other?"));
        input.allSections().forEach(section -> section.warnings()
                .forEach(warning -> alerts.add("Section " + section.id() + ", alignment: " + warning)));
        return alerts;
    }
}
