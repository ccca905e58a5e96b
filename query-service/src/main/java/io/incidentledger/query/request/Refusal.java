package io.incidentledger.query.request;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A question that gets no answer, and why. Mapped once, to problem details. */
public abstract sealed class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Refusal(String message) {
        // Questions are asked badly often; where in the code that was noticed tells nobody
        // anything.
        super(message, null, false, false);
    }

    /** A parameter or header is not what it may be. Asking again the same way does not help. */
    public static final class BadParameter extends Refusal {
        private static final long serialVersionUID = 1L;

        private final String parameter;
        private final @Nullable String value;
        private final String accepted;

        public BadParameter(String parameter, @Nullable String value, String accepted) {
            super("'" + parameter + "' is " + state(value) + ": " + accepted);
            this.parameter = parameter;
            this.value = value;
            this.accepted = accepted;
        }

        public String parameter() {
            return parameter;
        }

        public @Nullable String value() {
            return value;
        }

        /** What would be accepted, in words. */
        public String accepted() {
            return accepted;
        }

        private static String state(@Nullable String value) {
            return value == null || value.isEmpty() ? "empty" : "not acceptable";
        }
    }

    /** There is no such thing, or there was none yet at the time asked for. */
    public static final class NotFound extends Refusal {
        private static final long serialVersionUID = 1L;

        public NotFound(String what) {
            super(what);
        }
    }

    /** The answer comes in none of the formats that the client takes. */
    public static final class NotAcceptable extends Refusal {
        private static final long serialVersionUID = 1L;

        public NotAcceptable(String offered) {
            super("This answer comes as " + offered);
        }
    }

    /**
     * What was asked for is known and cannot be had. Asking again helps only after somebody put it
     * back.
     */
    public static final class Lost extends Refusal {
        private static final long serialVersionUID = 1L;

        public Lost(String what) {
            super(what);
        }
    }

    /** Not now. Asking again after {@code retryAfter} is safe and may help. */
    public static final class NotNow extends Refusal {
        private static final long serialVersionUID = 1L;

        private final Duration retryAfter;

        public NotNow(String reason, Duration retryAfter) {
            super(reason);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }
}
