package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heclip.config.GeoJson;
import org.heclip.config.RecordYaml;
import org.heclip.file.AtomicFile;
import org.heclip.map.MapPicture;
import org.heclip.map.OmeTiff;
import org.heclip.map.SpotRaster;
import org.heclip.map.TissuePicture;
import org.heclip.report.SlidePage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "maps",
        description = "Maps of chosen genes for the eye, for image software and for QuPath, and a page.")
final class Maps extends Step {
    @Option(names = "--prediction", required = true, paramLabel = "H5AD", description = "As infer wrote it.")
    private Path prediction;

    @Option(
            names = "--section",
            required = true,
            paramLabel = "H5AD",
            description = "The positions, as infer took them.")
    private Path section;

    @Option(names = "--summary", required = true, paramLabel = "YAML", description = "As infer wrote it.")
    private Path summary;

    @Option(names = "--bundle", required = true, paramLabel = "DIR", description = "The unpacked bundle.")
    private Path bundle;

    @Option(
            names = "--genes",
            split = ",",
            paramLabel = "GENE",
            description = "Names, separated by commas; the twelve with the highest expected PCC when not given.")
    private List<String> genes = List.of();

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Folder for the maps.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Maps(), args);
    }

    @Override
    protected void run() throws IOException {
        // all input first: bad input leaves no output
        SlideSummary found = RecordYaml.read(summary, SlideSummary.class);
        BundleCardFile card = BundleCardFile.read(bundle);
        MappedSlide slide = MappedSlide.read(SectionFile.readWithoutCounts(section));
        MappedGenes chosen = MappedGenes.read(prediction, slide, genes);
        List<SlidePage.Gene> figures = new ArrayList<>();
        for (int g = 0; g < chosen.names().size(); g++) {
            byte[] large = picture(slide, slide.picture(), chosen, g);
            AtomicFile.write(output.resolve("png").resolve(chosen.fileName(g)), file -> Files.write(file, large));
            figures.add(new SlidePage.Gene(
                    chosen.names().get(g),
                    chosen.expected(g),
                    chosen.reliable(g),
                    MappedSlide.dataUri(picture(slide, slide.small(), chosen, g))));
        }
        writeTiff(slide, chosen);
        GeoJson.write(output.resolve("positions.geojson"), slide.positions(), s -> area(slide, chosen, s));
        String html = SlidePage.render(slide.page(found, card.card(), figures));
        AtomicFile.write(output.resolve("slide.html"), file -> Files.writeString(file, html));
    }

    private static byte[] picture(MappedSlide slide, TissuePicture tissue, MappedGenes chosen, int g)
            throws IOException {
        return MappedSlide.png(MapPicture.of(slide.raster(), chosen.values(g), tissue, chosen.reliable(g)));
    }

    private void writeTiff(MappedSlide slide, MappedGenes chosen) throws IOException {
        SpotRaster raster = slide.raster();
        OmeTiff.write(
                output.resolve("maps.ome.tif"),
                raster.width(),
                raster.height(),
                raster.slidePx() * slide.mpp(),
                chosen.names(),
                g -> raster.plane(chosen.values(g)));
    }

    private static GeoJson.Area area(MappedSlide slide, MappedGenes chosen, int s) {
        Map<String, Float> measurements = new LinkedHashMap<>();
        for (int g = 0; g < chosen.names().size(); g++) {
            measurements.put(chosen.names().get(g), chosen.predicted().get(s, g));
        }
        chosen.domainScore(s).ifPresent(score -> measurements.put("domain_score", score));
        return new GeoJson.Area(slide.name(s), slide.ring(s), measurements);
    }
}
