import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heclip.expression.BatchedVariableGenes;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.HvgFlavour;
import org.heclip.expression.Normalisation;

/** Ours in bench/preprocessing/run.py: FOLDER FLAVOUR; prints seconds of each part, processor seconds of both and the chosen genes. */
public final class PreprocessingBench {
    private static final int GENES = 36_601;

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        HvgFlavour flavour = HvgFlavour.valueOf(args[1].toUpperCase());
        List<ExpressionMatrix> counts = new ArrayList<>();
        for (int b = 0; b < 4; b++) {
            counts.add(read(folder, b));
        }
        // in the order of the names that the peer gives them; String.format would keep the compiler busy into what is measured
        List<String> names = IntStream.range(0, GENES).mapToObj(g -> "g" + (100_000 + g)).toList();
        long cpuBefore = cpu();
        long start = System.nanoTime();
        double target = Normalisation.medianTotal(counts);
        List<ExpressionMatrix> log =
                counts.stream().map(section -> Normalisation.logNormalise(section, target)).toList();
        long normalised = System.nanoTime();
        int[] chosen = BatchedVariableGenes.choose(names, counts, log, flavour, 2000);
        long done = System.nanoTime();
        long cpuAfter = cpu();
        Arrays.sort(chosen);
        System.out.println((normalised - start) / 1e9);
        System.out.println((done - normalised) / 1e9);
        System.out.println((cpuAfter - cpuBefore) / 1e9);
        System.out.println(IntStream.of(chosen).mapToObj(Integer::toString).collect(Collectors.joining(" ")));
    }

    /** Nanoseconds of all threads, the compiler's and the collector's too. */
    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static ExpressionMatrix read(Path folder, int b) throws IOException {
        int[] starts = ints(folder.resolve(b + ".starts"));
        float[] values = new float[starts[starts.length - 1]];
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve(b + ".values")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return new ExpressionMatrix(starts.length - 1, GENES, starts, ints(folder.resolve(b + ".genes")), values);
    }

    private static int[] ints(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int[] ints = new int[bytes.remaining() / Integer.BYTES];
        bytes.asIntBuffer().get(ints);
        return ints;
    }
}
