package io.incidentledger.postmortem.history;

import io.incidentledger.events.DueDate;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Evidence;
import io.incidentledger.events.Fact;
import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpAssigned;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpDeclined;
import io.incidentledger.events.FollowUpEvent;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpReopened;
import io.incidentledger.events.FollowUpReprioritised;
import io.incidentledger.events.FollowUpRescheduled;
import io.incidentledger.events.FollowUpStarted;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.FollowUpVerified;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Priority;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A follow-up after its last known fact. Survives a round through JSON unchanged.
 *
 * @param due null as long as nothing set a date
 * @param moves how often the due date was changed to another; the first date is no move
 * @param origin the timeline entry it came from
 * @param completed null unless it is done or verified
 * @param verified null unless it is verified
 * @param declined null unless it is declined
 * @param reopened how often it was opened again
 * @param addedAt when the log took it
 * @param addedBy null when nobody knows: who entered history afterwards did not add it
 * @param lastActivityAt when the log took its last fact
 * @param version the position of its last fact
 */
public record FollowUp(
        FollowUpId id,
        IncidentId incidentId,
        @Nullable String number,
        String title,
        @Nullable String description,
        FollowUpType type,
        Priority priority,
        @Nullable Handle owner,
        @Nullable DueDate due,
        int moves,
        @Nullable String tracker,
        @Nullable EntryId origin,
        FollowUpState state,
        @Nullable Step completed,
        @Nullable Step verified,
        @Nullable Step declined,
        int reopened,
        Instant addedAt,
        @Nullable Handle addedBy,
        Instant lastActivityAt,
        long version) {

    /**
     * One end of a follow-up.
     *
     * @param by who did it; null when nobody knows
     * @param occurredAt when; null when nobody knows
     * @param recordedAt when the log took it
     * @param evidence the proof, of a completion
     * @param words the note of a verification, the reason of a refusal
     */
    public record Step(
            @Nullable Handle by,
            @Nullable Moment occurredAt,
            Instant recordedAt,
            @Nullable Evidence evidence,
            @Nullable String words) {}

    /** By its number, else by its id. */
    public String named() {
        return number == null ? id.toString() : number;
    }

    /** Days past the due date at the end of {@code asOf}; 0 when not overdue. */
    public long overdueDays(LocalDate asOf) {
        return due == null || !state.pending()
                ? 0
                : Math.max(0, ChronoUnit.DAYS.between(due.date(), asOf));
    }

    /** When it was done; null when it is not done, or when nobody knows. */
    public @Nullable Instant completedAt() {
        Moment done = completed == null ? null : completed.occurredAt();
        return done == null ? null : done.at();
    }

    /**
     * The follow-up after a fact. What is not about it changes nothing.
     *
     * @param followUp null before it was added
     * @param history whether its incident was entered afterwards
     * @return null as long as it was not added
     */
    public static @Nullable FollowUp evolve(
            @Nullable FollowUp followUp, Fact fact, boolean history) {
        if (!(fact.event() instanceof FollowUpEvent event)) {
            return followUp;
        }
        if (followUp == null) {
            return event instanceof FollowUpAdded added ? added(added, fact, history) : null;
        }
        return event.followUpId().equals(followUp.id)
                ? followUp.after(event, fact, history)
                : followUp;
    }

    private static FollowUp added(FollowUpAdded added, Fact fact, boolean history) {
        return new FollowUp(
                added.followUpId(),
                added.incidentId(),
                fact.number(),
                added.title(),
                added.description(),
                added.type(),
                added.priority(),
                added.owner(),
                added.due(),
                0,
                added.tracker(),
                added.origin(),
                FollowUpState.OPEN,
                null,
                null,
                null,
                0,
                fact.recordedAt(),
                author(added, fact, history),
                fact.recordedAt(),
                fact.position());
    }

    private FollowUp after(FollowUpEvent event, Fact fact, boolean history) {
        Draft next = new Draft(this);
        switch (event) {
            case FollowUpAdded again -> {}
            case FollowUpAssigned assigned -> next.owner = assigned.owner();
            case FollowUpRescheduled rescheduled -> {
                if (due != null && !due.date().equals(rescheduled.due().date())) {
                    next.moves++;
                }
                next.due = rescheduled.due();
            }
            case FollowUpReprioritised changed -> next.priority = changed.to();
            case FollowUpStarted started -> next.state = FollowUpState.IN_PROGRESS;
            case FollowUpCompleted done -> {
                next.state = FollowUpState.DONE;
                next.completed = step(done, fact, history, done.evidence(), null);
            }
            case FollowUpVerified checked -> {
                next.state = FollowUpState.VERIFIED;
                next.verified = step(checked, fact, history, null, checked.note());
            }
            case FollowUpDeclined refused -> {
                next.state = FollowUpState.DECLINED;
                next.declined = step(refused, fact, history, null, refused.reason());
            }
            case FollowUpReopened again -> {
                next.state = FollowUpState.OPEN;
                next.completed = null;
                next.verified = null;
                next.declined = null;
                next.reopened++;
            }
        }
        return next.recorded(fact);
    }

    private static Step step(
            FollowUpEvent event,
            Fact fact,
            boolean history,
            @Nullable Evidence evidence,
            @Nullable String words) {
        return new Step(
                author(event, fact, history),
                event.occurredAt(),
                fact.recordedAt(),
                evidence,
                words);
    }

    /** What people wrote with an event of a follow-up. */
    static @Nullable String words(FollowUpEvent event) {
        return switch (event) {
            case FollowUpAdded added -> added.title();
            case FollowUpAssigned assigned -> assigned.reason();
            case FollowUpRescheduled rescheduled -> rescheduled.reason();
            case FollowUpReprioritised changed -> changed.reason();
            case FollowUpStarted started -> null;
            case FollowUpCompleted done -> done.evidence().statement();
            case FollowUpVerified checked -> checked.note();
            case FollowUpDeclined refused -> refused.reason();
            case FollowUpReopened again -> again.reason();
        };
    }

    /** Whoever entered history afterwards did not do what it tells of. */
    private static @Nullable Handle author(FollowUpEvent event, Fact fact, boolean history) {
        Handle by = event.by();
        return by == null && !history ? fact.actor() : by;
    }

    private static final class Draft {
        private final FollowUp before;
        private Priority priority;
        private @Nullable Handle owner;
        private @Nullable DueDate due;
        private int moves;
        private FollowUpState state;
        private @Nullable Step completed;
        private @Nullable Step verified;
        private @Nullable Step declined;
        private int reopened;

        Draft(FollowUp before) {
            this.before = before;
            priority = before.priority;
            owner = before.owner;
            due = before.due;
            moves = before.moves;
            state = before.state;
            completed = before.completed;
            verified = before.verified;
            declined = before.declined;
            reopened = before.reopened;
        }

        FollowUp recorded(Fact fact) {
            return new FollowUp(
                    before.id,
                    before.incidentId,
                    before.number,
                    before.title,
                    before.description,
                    before.type,
                    priority,
                    owner,
                    due,
                    moves,
                    before.tracker,
                    before.origin,
                    state,
                    completed,
                    verified,
                    declined,
                    reopened,
                    before.addedAt,
                    before.addedBy,
                    fact.recordedAt(),
                    fact.position());
        }
    }
}
