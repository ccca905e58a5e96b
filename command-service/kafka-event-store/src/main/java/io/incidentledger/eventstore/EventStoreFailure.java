package io.incidentledger.eventstore;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why the event store did not do what it was asked. A conflict with a concurrent append is not
 * among these: that is Axon's {@code AppendEventsTransactionRejectedException}.
 */
public abstract sealed class EventStoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private EventStoreFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether an append that failed may have been written. */
    public enum Outcome {
        /** Nothing was written, and nothing will be: trying again is safe. */
        NONE,
        /**
         * It may have been written, or may still be: ask the log before trying again, or repeat it
         * with its command id.
         */
        UNKNOWN
    }

    /**
     * The store cannot answer now: its queue is full, it is not serving, or a commit's outcome
     * could not be learnt.
     */
    public static final class Unavailable extends EventStoreFailure {

        private static final long serialVersionUID = 1L;

        private final Outcome outcome;
        private final Duration retryAfter;

        /** With the outcome of what was asked, and when trying again makes sense. */
        public Unavailable(
                String message, Outcome outcome, Duration retryAfter, @Nullable Throwable cause) {
            super(message, cause);
            this.outcome = outcome;
            this.retryAfter = retryAfter;
        }

        /** Whether it may have been written. Always {@link Outcome#NONE} for a question. */
        public Outcome outcome() {
            return outcome;
        }

        /** After how long trying again makes sense. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /**
     * The log must not be written or relied on: its settings or its contents endanger history.
     * Trying again does not help.
     */
    public static final class Refused extends EventStoreFailure {

        private static final long serialVersionUID = 1L;

        /** With the reason, as a sentence. */
        public Refused(String reason) {
            super(reason, null);
        }
    }

    /** An event is too large for one record. Nothing was written; trying again does not help. */
    public static final class TooLarge extends EventStoreFailure {

        private static final long serialVersionUID = 1L;

        private final long size;
        private final long limit;

        /** Both in bytes. */
        public TooLarge(String what, long size, long limit) {
            super(
                    what
                            + " is too large for the log: "
                            + size
                            + " bytes where "
                            + limit
                            + " are allowed.",
                    null);
            this.size = size;
            this.limit = limit;
        }

        /** How large it is, in bytes. */
        public long size() {
            return size;
        }

        /** How large it may be, in bytes. */
        public long limit() {
            return limit;
        }
    }

    /**
     * The same command (scope, key and hash) is in the log already. Its answer can be built from
     * its events.
     */
    public static final class DuplicateCommand extends EventStoreFailure {

        private static final long serialVersionUID = 1L;

        private final transient RecordedCommand command;

        /** With the command that was first. */
        public DuplicateCommand(RecordedCommand command) {
            super(
                    "The command "
                            + command.key()
                            + " was recorded already, at position "
                            + command.firstPosition()
                            + ".",
                    null);
            this.command = command;
        }

        /** The command as it was recorded. */
        public RecordedCommand command() {
            return command;
        }
    }

    /**
     * The command's key was used before, in the same scope, for a command with other content.
     * Nothing was written.
     */
    public static final class CommandKeyReused extends EventStoreFailure {

        private static final long serialVersionUID = 1L;

        private final transient RecordedCommand command;

        /** With the command that was first. */
        public CommandKeyReused(RecordedCommand command) {
            super("The key " + command.key() + " was used before for another command.", null);
            this.command = command;
        }

        /** The command that used the key first. */
        public RecordedCommand command() {
            return command;
        }
    }
}
