package org.heclip.cli;

import java.io.PrintStream;
import java.time.Duration;

/** Progress of long work on standard error: a bar on a terminal, a line every ten per cent in a log. */
final class Progress {
    private static final int BAR = 30;
    private static final int LOG_LINES = 10;

    private final String what;
    private final int total;
    private final PrintStream out;
    private final boolean terminal;
    private final long startNanos = System.nanoTime();
    private int lastTenth = -1;

    Progress(String what, int total) {
        this(what, total, System.err, System.console() != null);
    }

    Progress(String what, int total, PrintStream out, boolean terminal) {
        this.what = what;
        this.total = total;
        this.out = out;
        this.terminal = terminal;
    }

    /** Says that {@code done} of the total are ready; call it as often as you like. */
    synchronized void done(int done) {
        double part = total == 0 ? 1 : (double) done / total;
        if (terminal) {
            int filled = (int) Math.round(part * BAR);
            out.printf(
                    "\r%s [%s%s] %d/%d%s", what, "#".repeat(filled), " ".repeat(BAR - filled), done, total, left(part));
            if (done == total) {
                out.println();
            }
        } else if ((int) (part * LOG_LINES) > lastTenth) {
            lastTenth = (int) (part * LOG_LINES);
            out.printf("%s: %d of %d%s%n", what, done, total, left(part));
        }
    }

    private String left(double part) {
        if (part <= 0 || part >= 1) {
            return "";
        }
        long seconds = Math.round((System.nanoTime() - startNanos) / 1e9 * (1 - part) / part);
        Duration left = Duration.ofSeconds(seconds);
        return ", %d:%02d:%02d left".formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart());
    }
}
