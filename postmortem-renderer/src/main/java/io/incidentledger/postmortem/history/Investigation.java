package io.incidentledger.postmortem.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Moment;
import io.incidentledger.events.ThreadAssigned;
import io.incidentledger.events.ThreadClosed;
import io.incidentledger.events.ThreadEvent;
import io.incidentledger.events.ThreadId;
import io.incidentledger.events.ThreadOpened;
import io.incidentledger.events.ThreadReopened;
import org.jspecify.annotations.Nullable;

/**
 * A thread of an incident, as it stands: one line of investigation, followed apart from others.
 *
 * @param owner who follows it; null when nobody
 * @param conclusion what came of it; null while it is open
 * @param openedAt null when nobody knows
 * @param closedAt null while it is open, and when nobody knows
 */
public record Investigation(
        ThreadId id,
        String title,
        @Nullable Handle owner,
        State state,
        @Nullable String conclusion,
        @Nullable Moment openedAt,
        @Nullable Moment closedAt) {

    /** Whether it is still followed. */
    public enum State {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("closed")
        CLOSED
    }

    /**
     * The thread after an event of it.
     *
     * @param thread null before it was opened; what comes then is passed over
     */
    static @Nullable Investigation evolve(@Nullable Investigation thread, ThreadEvent event) {
        if (thread == null) {
            return event instanceof ThreadOpened opened
                    ? new Investigation(
                            opened.threadId(),
                            opened.title(),
                            opened.owner(),
                            State.OPEN,
                            null,
                            opened.occurredAt(),
                            null)
                    : null;
        }
        return switch (event) {
            case ThreadOpened again -> thread;
            case ThreadAssigned assigned ->
                    new Investigation(
                            thread.id,
                            thread.title,
                            assigned.owner(),
                            thread.state,
                            thread.conclusion,
                            thread.openedAt,
                            thread.closedAt);
            case ThreadClosed closed ->
                    thread.at(State.CLOSED, closed.conclusion(), closed.occurredAt());
            case ThreadReopened reopened -> thread.at(State.OPEN, null, null);
        };
    }

    private Investigation at(State changed, @Nullable String concluded, @Nullable Moment closed) {
        return new Investigation(id, title, owner, changed, concluded, openedAt, closed);
    }

    /** What people wrote with an event of a thread. */
    static @Nullable String words(ThreadEvent event) {
        return switch (event) {
            case ThreadOpened opened -> opened.title();
            case ThreadAssigned assigned -> null;
            case ThreadClosed closed -> closed.conclusion();
            case ThreadReopened reopened -> reopened.reason();
        };
    }
}
