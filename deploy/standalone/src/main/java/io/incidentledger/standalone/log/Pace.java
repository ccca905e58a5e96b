package io.incidentledger.standalone.log;

import io.incidentledger.eventstore.archive.ArchiveProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells people how far a long work has come, how fast it is, and how long it will take yet. */
final class Pace implements ArchiveProgress {

    private static final long TELL_EVERY = Duration.ofSeconds(1).toNanos();

    private final PrintWriter err;
    private @Nullable Step step;
    private long beganAt;
    private long beganWith;
    private long toldAt;

    Pace(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void at(Step now, long done, long total) {
        long nanos = System.nanoTime();
        if (now != step) {
            step = now;
            beganAt = nanos;
            beganWith = done;
            toldAt = nanos;
        }
        if (nanos - toldAt < TELL_EVERY) {
            return;
        }
        toldAt = nanos;
        double rate = (done - beganWith) / ((nanos - beganAt) / 1e9);
        err.printf(
                Locale.ROOT,
                "  %s: %,d%s events, %,.0f a second%s%n",
                word(now),
                done,
                total > 0 ? String.format(Locale.ROOT, " of %,d", total) : "",
                rate,
                total > done && rate > 0
                        ? String.format(Locale.ROOT, ", %,.0f s left", (total - done) / rate)
                        : "");
        err.flush();
    }

    private static String word(Step step) {
        return switch (step) {
            case READING_ARCHIVE -> "verifying the file";
            case COMPARING -> "comparing what is there";
            case EXPORTING -> "exporting";
            case RESTORING -> "restoring";
            case VERIFYING -> "verifying the log";
        };
    }
}
