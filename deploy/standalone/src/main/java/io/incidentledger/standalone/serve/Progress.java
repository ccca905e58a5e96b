package io.incidentledger.standalone.serve;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What a person sees while the ledger starts, works and stops. Safe for use by many threads. */
final class Progress {
    private final PrintWriter out;
    private final Instant began;

    /**
     * Counts from the start of the JVM, so that its own time is in the figures; the process is
     * older where the launcher built first.
     */
    Progress(PrintWriter out) {
        this.out = out;
        this.began = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    /** A step is done. */
    void done(String step) {
        double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
        say(String.format(Locale.ROOT, "%6.1f s  %s", seconds, step));
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }
}
