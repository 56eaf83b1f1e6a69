package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.heclip.config.RecordYaml;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.hdf5.Compression;
import org.heclip.model.Checkpoints;
import org.heclip.model.Learned;
import org.heclip.model.Model;
import org.heclip.model.Prediction;
import org.heclip.model.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "infer",
        description =
                "Expression at a slide's positions from a bundle and the positions' features, block by block, and how"
                        + " much they resemble what the model was trained on.")
final class Infer extends Step {
    @Option(names = "--bundle", required = true, paramLabel = "DIR", description = "The unpacked bundle.")
    private Path bundle;

    @Option(names = "--section", required = true, paramLabel = "H5AD", description = "Section, with or without counts.")
    private Path section;

    @Option(
            names = "--features",
            required = true,
            arity = "1..*",
            paramLabel = "H5AD",
            description = "Of all its positions, as featurise wrote them, in their order.")
    private List<Path> features;

    @Mixin
    private LibtorchOptions libtorch;

    @Option(names = "--output", required = true, paramLabel = "H5AD", description = "The prediction.")
    private Path output;

    @Option(names = "--summary", required = true, paramLabel = "YAML", description = "How far it can be trusted.")
    private Path summary;

    public static void main(String[] args) {
        Main.run(new Infer(), args);
    }

    @Override
    protected void run() throws IOException {
        BundleFolder opened = BundleFolder.open(bundle);
        ModelFolder model = opened.model();
        AnnData data = H5ad.readWithoutMatrices(section);
        FeatureParts parts = new FeatureParts(section, data, features, model.card());
        DomainNotes notes = new DomainNotes(opened.domain(), data.obs().size());
        Model kind = Model.named(model.card().model());
        Run run = new Run(
                model.card().seed(),
                libtorch.threads(),
                libtorch.device(),
                Optional.empty(),
                done -> {},
                Checkpoints.none());
        Learned learned =
                new Learned(model.weights(), model.reference(), model.card().hyperparameters(), run);
        int positions = data.obs().size();
        int genes = model.panel().size();
        int passes = kind.passes() + (kind.looksAround() ? 1 : 0); // one to sort them
        Progress progress = new Progress("infer", Math.multiplyExact(positions, passes));
        try (ScratchMatrix mean = new ScratchMatrix(output, positions, genes);
                ScratchMatrix sd = new ScratchMatrix(output, positions, genes);
                SlideFeatures images = new SlideFeatures(parts, output, notes, progress)) {
            kind.predict(learned, images, (places, band) -> {
                Prediction expression = model.inExpression(band);
                mean.write(places, expression.mean());
                sd.write(places, expression.sd());
            });
            InferredSlide slide =
                    new InferredSlide(opened, model, opened.expected(model.panel()), section, data, notes);
            H5ad.write(output, slide.elements(mean.element(), sd.element()), Compression.GZIP);
            SlideSummary found = slide.summary();
            found.warnings().forEach(w -> System.err.println("warning: " + found.section() + ": " + w));
            RecordYaml.write(summary, found);
        }
    }
}
