package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.heclip.bundle.BundleOpening;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "unpack",
        description = "Opens a model bundle that may be damaged or hostile: its parts, once all of them were checked.")
final class Unpack extends Step {
    @Option(names = "--bundle", required = true, paramLabel = "FILE|DIR", description = "<name>.heclip, or its folder.")
    private Path bundle;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Folder for the parts.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Unpack(), args);
    }

    @Override
    protected void run() throws IOException {
        BundleOpening.unpack(bundle, output);
        BundleFolder opened = BundleFolder.open(output);
        // all parts are read once, so that no later step stumbles over one that does not fit the others
        List<PanelRow> panel = opened.model().panel();
        opened.expected(panel);
        opened.domain();
        opened.encoder();
        BundleCardFile.read(output).scale();
        System.err.println("unpack: bundle '" + opened.card().name() + "', " + panel.size() + " genes, licence: "
                + opened.card().licence() + "; intended use: " + opened.card().intendedUse());
    }
}
