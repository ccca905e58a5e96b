package io.incidentledger.command.incident;

import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.RunbookFollowed;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.RunbookMissed;
import io.incidentledger.events.RunbookStepTaken;
import io.incidentledger.events.StepOutcome;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What an incident has of runbooks.
 *
 * @param followed those that were followed, each as last begun
 * @param missed the follow-up to write one, once it was said that there was none
 */
public record Runbooks(PMap<RunbookId, Followed> followed, @Nullable FollowUpId missed) {
    static final Runbooks NONE = new Runbooks(HashTreePMap.empty(), null);

    /**
     * A runbook that is followed.
     *
     * @param version which version of it
     * @param steps what became of each step so far
     */
    public record Followed(long version, PMap<Long, StepOutcome> steps) {}

    Runbooks with(RunbookFollowed event) {
        return new Runbooks(
                followed.plus(
                        event.runbookId(), new Followed(event.version(), HashTreePMap.empty())),
                missed);
    }

    Runbooks with(RunbookStepTaken event) {
        Followed before = followed.get(event.runbookId());
        return before == null
                ? this
                : new Runbooks(
                        followed.plus(
                                event.runbookId(),
                                new Followed(
                                        before.version(),
                                        before.steps().plus(event.step(), event.outcome()))),
                        missed);
    }

    Runbooks with(RunbookMissed event) {
        return new Runbooks(followed, event.followUpId());
    }
}
