package org.heclip.simulate;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import org.heclip.section.Spot;

/** Writes sections as a sequencing core would hand them over. */
final class SectionWriter {
    private static final int HIRES_PX = 2000;
    private static final int LOWRES_PX = 600;
    private static final double SPOT_UM = 65;
    private static final double FIDUCIAL_UM = 105;
    private static final float JPEG_QUALITY = 0.92f;

    private SectionWriter() {}

    /** Space Ranger 2's {@code outs/} and {@code image.png} in full resolution. */
    static void writeSpaceRanger(Path folder, SimulatedSection section) throws IOException {
        Path matrix = Files.createDirectories(folder.resolve("outs/filtered_feature_bc_matrix"));
        List<Spot> covered = section.covered();
        gzip(
                matrix.resolve("barcodes.tsv.gz"),
                out -> covered.forEach(spot -> line(out, spot.barcode().value())));
        gzip(matrix.resolve("features.tsv.gz"), out -> section.genes()
                .forEach(gene -> line(out, gene.id() + "\t" + gene.symbol() + "\tGene Expression")));
        gzip(
                matrix.resolve("matrix.mtx.gz"),
                out -> writeMatrix(out, section.counts(), section.genes().size()));
        Path spatial = Files.createDirectories(folder.resolve("outs/spatial"));
        text(spatial.resolve("tissue_positions.csv"), out -> writePositions(out, section.spots()));
        int hires = divisor(section.image(), HIRES_PX);
        int lowres = divisor(section.image(), LOWRES_PX);
        ImageIO.write(
                shrink(section.image(), hires),
                "png",
                spatial.resolve("tissue_hires_image.png").toFile());
        ImageIO.write(
                shrink(section.image(), lowres),
                "png",
                spatial.resolve("tissue_lowres_image.png").toFile());
        text(
                spatial.resolve("scalefactors_json.json"),
                out -> out.printf(
                        Locale.ROOT,
                        "{\"tissue_hires_scalef\": %.8f, \"tissue_lowres_scalef\": %.8f, \"fiducial_diameter_fullres\": %.4f,"
                                + " \"spot_diameter_fullres\": %.4f}\n",
                        1.0 / hires,
                        1.0 / lowres,
                        FIDUCIAL_UM / section.mpp(),
                        SPOT_UM / section.mpp()));
        ImageIO.write(section.image(), "png", folder.resolve("image.png").toFile());
    }

    /** {@code counts.tsv.gz}, {@code selection.tsv} and {@code image.jpg} of legacy Spatial Transcriptomics. */
    static void writeLegacy(Path folder, SimulatedSection section) throws IOException {
        Files.createDirectories(folder);
        List<Spot> covered = section.covered();
        gzip(folder.resolve("counts.tsv.gz"), out -> {
            line(out, section.genes().stream().map(gene -> "\t" + gene.symbol()).collect(Collectors.joining()));
            for (int s = 0; s < covered.size(); s++) {
                StringBuilder row = new StringBuilder(covered.get(s).barcode().value());
                for (int count : section.counts()[s]) {
                    row.append('\t').append(count);
                }
                line(out, row.toString());
            }
        });
        text(folder.resolve("selection.tsv"), out -> {
            line(out, "x\ty\tnew_x\tnew_y\tpixel_x\tpixel_y\tselected");
            section.spots()
                    .forEach(spot -> line(
                            out,
                            String.format(
                                    Locale.ROOT,
                                    "%d\t%d\t%d.0\t%d.0\t%.2f\t%.2f\t%d",
                                    spot.arrayCol(),
                                    spot.arrayRow(),
                                    spot.arrayCol(),
                                    spot.arrayRow(),
                                    spot.xFullResPx(),
                                    spot.yFullResPx(),
                                    spot.inTissue() ? 1 : 0)));
        });
        writeJpeg(folder.resolve("image.jpg"), section.image());
    }

    private static void writeMatrix(PrintWriter out, int[][] counts, int genes) {
        int stored = 0;
        for (int[] spot : counts) {
            for (int count : spot) {
                stored += count > 0 ? 1 : 0;
            }
        }
        line(out, "%%MatrixMarket matrix coordinate integer general");
        line(out, "%metadata_json: {\"software_version\": \"heclip simulate\", \"format_version\": 2}");
        line(out, genes + " " + counts.length + " " + stored);
        for (int s = 0; s < counts.length; s++) {
            for (int g = 0; g < genes; g++) {
                if (counts[s][g] > 0) {
                    line(out, (g + 1) + " " + (s + 1) + " " + counts[s][g]);
                }
            }
        }
    }

    private static void writePositions(PrintWriter out, List<Spot> spots) {
        line(out, "barcode,in_tissue,array_row,array_col,pxl_row_in_fullres,pxl_col_in_fullres");
        spots.forEach(spot -> line(
                out,
                spot.barcode() + "," + (spot.inTissue() ? 1 : 0) + "," + spot.arrayRow() + "," + spot.arrayCol() + ","
                        + Math.round(spot.yFullResPx()) + "," + Math.round(spot.xFullResPx())));
    }

    private static int divisor(BufferedImage image, int maxPx) {
        return (image.getWidth() + maxPx - 1) / maxPx;
    }

    /** Means of blocks of {@code by x by} pixels. */
    private static BufferedImage shrink(BufferedImage image, int by) {
        BufferedImage small =
                new BufferedImage(image.getWidth() / by, image.getHeight() / by, BufferedImage.TYPE_INT_RGB);
        int[] block = new int[by * by];
        for (int y = 0; y < small.getHeight(); y++) {
            for (int x = 0; x < small.getWidth(); x++) {
                image.getRGB(x * by, y * by, by, by, block, 0, by);
                small.setRGB(x, y, mean(block));
            }
        }
        return small;
    }

    private static int mean(int[] block) {
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int sum = 0;
            for (int pixel : block) {
                sum += pixel >> shift & 0xff;
            }
            rgb |= (sum + block.length / 2) / block.length << shift;
        }
        return rgb;
    }

    private static void writeJpeg(Path file, BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        // such a stream writes into a file that is there already, and would leave its old end
        Files.deleteIfExists(file);
        try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(JPEG_QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
    }

    private static void gzip(Path file, Consumer<PrintWriter> content) throws IOException {
        try (Writer out = new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), StandardCharsets.UTF_8)) {
            write(file, out, content);
        }
    }

    private static void text(Path file, Consumer<PrintWriter> content) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            write(file, out, content);
        }
    }

    /** A print writer keeps errors to itself; they must not be lost. */
    private static void write(Path file, Writer out, Consumer<PrintWriter> content) {
        PrintWriter printer = new PrintWriter(out);
        content.accept(printer);
        if (printer.checkError()) {
            throw new UncheckedIOException(new IOException(file + " cannot be written"));
        }
    }

    private static void line(PrintWriter out, String text) {
        out.print(text);
        out.print('\n');
    }
}
