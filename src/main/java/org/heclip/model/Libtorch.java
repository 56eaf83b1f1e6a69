package org.heclip.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Locale;
import org.heclip.error.InputException;

/**
 * Starts libtorch, once in a process, from a folder of native libraries: the one that {@code HECLIP_LIBTORCH} (or the JVM
 * property {@code heclip.libtorch}) names, else {@code natives} beside the step's jar, else the class path. Nothing is ever
 * downloaded, and with a folder nothing is written outside the step's own outputs.
 */
public final class Libtorch {
    private static final String VARIABLE = "HECLIP_LIBTORCH";
    private static final String PROPERTY = "heclip.libtorch";
    private static final String ENGINE = "PyTorch";
    private static final String VERSION = "2.7.1";
    private static final List<String> LIBRARIES = List.of("libc10", "libtorch", "libtorch_cpu", "libdjl_torch");

    private static int threads = 1;

    private final Device device;

    private Libtorch(Device device) {
        this.device = device;
    }

    /**
     * @param threads threads inside one operation, at least 1; fixed at the first start in a process
     * @param device {@code auto}, {@code cpu} or {@code gpu}
     * @throws InputException when there is no libtorch, or no GPU where one is asked for
     */
    public static synchronized Libtorch start(int threads, String device) {
        if (threads < 1) {
            throw new InputException("--threads", "value", "found " + threads + ", expected at least 1");
        }
        configure(threads);
        Libtorch.threads = threads;
        Engine engine = load();
        // a thread other than the one that loaded the engine would follow gradients outside of training too
        JniUtils.setGradMode(false);
        boolean gpu = engine.getGpuCount() > 0;
        String wanted = device.toLowerCase(Locale.ROOT);
        if (!List.of("auto", "cpu", "gpu").contains(wanted)) {
            throw new InputException("--device", "value", "found '" + device + "', expected auto, cpu or gpu");
        }
        if (wanted.equals("gpu") && !gpu) {
            throw new InputException("--device", "gpu", "found no GPU that libtorch can use, expected one");
        }
        return new Libtorch(gpu && !wanted.equals("cpu") ? Device.gpu() : Device.cpu());
    }

    /** {@code cpu} or {@code gpu}: where the arrays are. */
    public String deviceName() {
        return device.isGpu() ? "gpu" : "cpu";
    }

    /** What the last {@link #start} asked for; 1 before. */
    static synchronized int threads() {
        return threads;
    }

    /** Owner of arrays; close it to free them. */
    NDManager newManager() {
        return NDManager.newBaseManager(device, ENGINE);
    }

    /** An empty model, to load a module into. */
    ai.djl.Model newModel() {
        return ai.djl.Model.newInstance("encoder", device, ENGINE);
    }

    static Engine engine() {
        return Engine.getEngine(ENGINE);
    }

    private static Engine load() {
        try {
            return Engine.getEngine(ENGINE);
        } catch (EngineException e) {
            if (e.getCause() instanceof UnsatisfiedLinkError problem) {
                throw new InputException(
                        VARIABLE,
                        "libtorch " + VERSION,
                        "cannot be loaded (" + problem.getMessage() + "), expected one for " + platform());
            }
            throw e;
        }
    }

    private static String platform() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }

    private static void configure(int threads) {
        Path folder = folder();
        if (folder != null) {
            requireLibraries(folder);
            System.setProperty("PYTORCH_LIBRARY_PATH", folder.toString());
            System.setProperty("PYTORCH_VERSION", VERSION);
            boolean cuda = Files.exists(folder.resolve(System.mapLibraryName("torch_cuda")));
            System.setProperty("PYTORCH_FLAVOR", cuda ? "cu128" : "cpu");
            // JNA, which looks for a GPU, would else unpack itself into the home folder
            System.setProperty("jna.nounpack", "true");
            System.setProperty("jna.boot.library.path", folder.toString());
            System.setProperty("jna.library.path", folder.toString());
        }
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    }

    private static Path folder() {
        String named = System.getProperty(PROPERTY, System.getenv(VARIABLE));
        if (named != null && !named.isBlank()) {
            return Path.of(named).toAbsolutePath();
        }
        if (Libtorch.class.getResource("/native/lib/pytorch.properties") != null) {
            return null;
        }
        Path beside = besideTheJar();
        if (beside == null || !Files.isDirectory(beside)) {
            throw new InputException(
                    VARIABLE,
                    "libtorch folder",
                    "not set, expected the folder with libtorch " + VERSION + " and libdjl_torch");
        }
        return beside;
    }

    private static Path besideTheJar() {
        CodeSource source = Libtorch.class.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? null
                    : Path.of(source.getLocation().toURI()).toAbsolutePath().resolveSibling("natives");
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static void requireLibraries(Path folder) {
        for (String name : LIBRARIES) {
            String file = System.mapLibraryName(name.substring("lib".length()));
            if (!Files.isRegularFile(folder.resolve(file))) {
                throw new InputException(
                        folder,
                        file,
                        "not found, expected the libraries of libtorch " + VERSION + " for DJL on " + platform());
            }
        }
    }
}
