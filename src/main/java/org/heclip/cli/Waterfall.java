package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heclip.config.RecordTsv;
import org.heclip.evaluate.LeakWorth;
import org.heclip.evaluate.LeakWorth.Rung;
import org.heclip.evaluate.PanelScore;
import org.heclip.fold.Leak;
import org.heclip.fold.Protocol;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "waterfall", description = "What each leak between the honest and the reference protocol is worth.")
final class Waterfall extends Step {
    @Option(
            names = "--evaluations",
            required = true,
            arity = "1..*",
            paramLabel = "DIR",
            description = "Folders that evaluate wrote, of all protocols, in any order.")
    private List<Path> evaluations;

    @Option(names = "--output", required = true, paramLabel = "TSV", description = "A row a model, panel and leak.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Waterfall(), args);
    }

    @Override
    protected void run() {
        List<PanelScore> scores = new ArrayList<>();
        evaluations.forEach(folder -> scores.addAll(RecordTsv.read(folder.resolve("panels.tsv"), PanelScore.class)));
        RecordTsv.write(output, LeakWorth.Row.class, LeakWorth.of(scores, ladder()));
    }

    private static List<Rung> ladder() {
        List<Rung> rungs = new ArrayList<>();
        for (Protocol protocol : Protocol.ladder()) {
            List<Leak> leaks = protocol.leaks();
            rungs.add(
                    leaks.isEmpty()
                            ? new Rung(protocol.id(), "", "nothing that is fitted sees the test section")
                            : rung(protocol.id(), leaks.get(leaks.size() - 1)));
        }
        return rungs;
    }

    private static Rung rung(String protocol, Leak leak) {
        return new Rung(protocol, leak.id(), leak.meaning());
    }
}
