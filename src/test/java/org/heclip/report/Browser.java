package org.heclip.report;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Headless Chromium behind a proxy that writes down what is asked of it. Tests are skipped without a browser, or fail where
 * {@code HECLIP_INTEROP=required}.
 */
final class Browser {
    /** Hosts that Chromium asks on its own behalf, whatever the page. */
    private static final Pattern OWN = Pattern.compile("\\w+ (http://)?(update\\.googleapis\\.com"
            + "|(accounts|clients\\d|android\\.clients)\\.google\\.com)[:/].*");

    private Browser() {}

    /**
     * A page as the browser had it after its scripts.
     *
     * @param console what scripts and policies said on the console
     * @param requests lines of requests that left the page's file
     */
    record Visit(String dom, List<String> console, List<String> requests) {}

    static Visit open(Path page, String hash) throws IOException, InterruptedException {
        String chromium = executable();
        Path folder = Files.createTempDirectory("browser");
        List<String> requests = Collections.synchronizedList(new ArrayList<>());
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread listening = new Thread(() -> listen(proxy, requests));
            listening.setDaemon(true);
            listening.start();
            Path dom = folder.resolve("dom.html");
            Path log = folder.resolve("log.txt");
            Process process = new ProcessBuilder(
                            chromium,
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-default-apps",
                            "--disable-sync",
                            "--disable-features=NetworkTimeServiceQuerying,OptimizationHints,MediaRouter",
                            "--user-data-dir=" + folder.resolve("profile"),
                            "--proxy-server=127.0.0.1:" + proxy.getLocalPort(),
                            "--proxy-bypass-list=<-loopback>",
                            "--window-size=1280,1000",
                            "--virtual-time-budget=5000",
                            "--enable-logging=stderr",
                            "--dump-dom",
                            page.toUri() + "#" + hash)
                    .redirectOutput(dom.toFile())
                    .redirectError(log.toFile())
                    .start();
            boolean ended = process.waitFor(2, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly();
            }
            assertTrue(ended, "the browser did not end");
            List<String> console = Files.readString(log)
                    .lines()
                    .filter(line -> line.contains("CONSOLE"))
                    .toList();
            return new Visit(
                    Files.readString(dom),
                    console,
                    List.copyOf(requests).stream()
                            .filter(line -> !OWN.matcher(line).matches())
                            .toList());
        }
    }

    private static void listen(ServerSocket proxy, List<String> requests) {
        while (!proxy.isClosed()) {
            try (Socket socket = proxy.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
                String line = in.readLine();
                if (line != null) {
                    requests.add(line);
                }
                socket.getOutputStream()
                        .write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                if (!proxy.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static String executable() {
        String found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
        if (!"required".equals(System.getenv("HECLIP_INTEROP"))) {
            Assumptions.assumeTrue(found != null, "no chromium on PATH");
        }
        assertNotNull(found, "HECLIP_INTEROP=required, but there is no chromium on PATH");
        return found;
    }
}
