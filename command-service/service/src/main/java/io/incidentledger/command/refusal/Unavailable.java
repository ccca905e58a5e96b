package io.incidentledger.command.refusal;

import java.time.Duration;

/**
 * The log cannot take orders now. Sending the order again with the same {@code Idempotency-Key} is
 * always safe; without one only when the outcome is {@link Outcome#NONE}.
 */
public final class Unavailable extends Refusal {
    private static final long serialVersionUID = 1L;

    /** Whether the order may have taken effect. */
    public enum Outcome {
        /** Nothing was recorded. */
        NONE,
        /** The log did not say; a look at the incident tells. */
        UNKNOWN
    }

    private final Outcome outcome;
    private final Duration retryAfter;

    public Unavailable(String sentence, Outcome outcome, Duration retryAfter) {
        super(sentence);
        this.outcome = outcome;
        this.retryAfter = retryAfter;
    }

    public Outcome outcome() {
        return outcome;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
