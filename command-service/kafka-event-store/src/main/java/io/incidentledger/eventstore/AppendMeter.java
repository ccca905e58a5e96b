package io.incidentledger.eventstore;

import java.time.Duration;

/**
 * Is told of what is written, for figures. Called on the store's own threads, also at the same
 * time: it must be quick, thread-safe, and must not fail.
 */
public interface AppendMeter {

    /** How an append was answered. */
    enum Answer {
        /** It is in the log. */
        WRITTEN,
        /** It conflicts, is too large, or came before. */
        REJECTED,
        /** It is not in the log: the store could not. */
        NOT_WRITTEN,
        /** It may be in the log. */
        UNKNOWN
    }

    /** Counts nothing. */
    AppendMeter NONE =
            new AppendMeter() {

                @Override
                public void answered(Answer answer, Duration waited) {}

                @Override
                public void committed(int appends, int events, Duration took) {}
            };

    /** An append was answered. */
    void answered(Answer answer, Duration waited);

    /** Appends were committed together, and are in the index. */
    void committed(int appends, int events, Duration took);
}
