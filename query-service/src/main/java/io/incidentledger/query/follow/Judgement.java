package io.incidentledger.query.follow;

import io.incidentledger.query.view.Generation;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the view is well: what is wrong with it is said once in the log, when it begins and when
 * it is over, and for as long as it lasts to whoever asks. For one thread, {@link #trouble}
 * excepted.
 */
final class Judgement {
    private static final Logger LOG = LoggerFactory.getLogger(Judgement.class);

    /** The end of a log can lag behind for a moment, while its leader moves. */
    private static final int LOOKS = 2;

    private final Duration standstill;
    private volatile @Nullable String trouble;
    private boolean silent;
    private int looksAhead;
    private long heardAt = System.nanoTime();

    Judgement(Duration standstill) {
        this.standstill = standstill;
    }

    /** In words for whoever is on duty; empty when all is well. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /**
     * @param head the position of the last event of the log, asked after the generation was read
     * @param standing the generations that stand still
     */
    void heard(@Nullable Generation serving, long head, Set<Long> standing) {
        heardAt = System.nanoTime();
        silent = false;
        if (serving == null) {
            say("no generation of the view can serve");
            return;
        }
        looksAhead = serving.position() > head ? looksAhead + 1 : 0;
        if (looksAhead >= LOOKS) {
            say(
                    ("the view has come to position %d, the log only to %d: it is another log, or"
                                    + " its end was cut off")
                            .formatted(serving.position(), head));
        } else if (standing.contains(serving.id())) {
            say("the view stands still while the log moves");
        } else {
            say(null);
        }
    }

    /** The log or the database did not answer. */
    void silent(String reason) {
        if (!silent) {
            LOG.warn("The view cannot be looked after just now: {}", reason);
        }
        silent = true;
        if (System.nanoTime() - heardAt > standstill.toNanos()) {
            say("log or database do not answer: " + reason);
        }
    }

    private void say(@Nullable String now) {
        String before = trouble;
        trouble = now;
        if (now != null && before == null) {
            LOG.error("The view is not well: {}", now);
        } else if (now == null && before != null) {
            LOG.info("The view is well again");
        }
    }
}
