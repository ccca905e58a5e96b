package io.incidentledger.command.incident;

import io.incidentledger.events.DueDate;
import io.incidentledger.events.DueDateSource;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Priority;
import org.jspecify.annotations.Nullable;

/** A follow-up as far as decisions need it. */
public record FollowUp(
        FollowUpId id,
        Progress progress,
        Priority priority,
        @Nullable Handle owner,
        @Nullable DueDate due) {

    /** How far a follow-up is. Overdue is derived, never a state. */
    public enum Progress {
        OPEN,
        IN_PROGRESS,
        DONE,
        VERIFIED,
        DECLINED;

        /** Whether somebody is still expected to work on it. */
        public boolean open() {
            return this == OPEN || this == IN_PROGRESS;
        }
    }

    /** Whether the policy may set the date: a date that a person gave is theirs. */
    public boolean datedByPolicy() {
        return progress.open() && (due == null || due.setBy() == DueDateSource.POLICY);
    }

    FollowUp at(Progress changed) {
        return new FollowUp(id, changed, priority, owner, due);
    }

    FollowUp ownedBy(@Nullable Handle changed) {
        return new FollowUp(id, progress, priority, changed, due);
    }

    FollowUp dueOn(DueDate changed) {
        return new FollowUp(id, progress, priority, owner, changed);
    }

    FollowUp of(Priority changed) {
        return new FollowUp(id, progress, changed, owner, due);
    }
}
