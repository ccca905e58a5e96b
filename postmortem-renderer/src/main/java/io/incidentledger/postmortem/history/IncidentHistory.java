package io.incidentledger.postmortem.history;

import io.incidentledger.events.Fact;
import io.incidentledger.events.Severity;
import io.incidentledger.events.Status;
import java.util.List;

/**
 * Everything known of an incident up to a position: the fold of its facts. Immutable; serialises as
 * JSON, for reading.
 *
 * @param timeline in {@link TimelineItem#ORDER}
 * @param severities in the order recorded; none while nobody gave one
 * @param statuses in the order recorded
 * @param roles in the order taken
 * @param followUps in the order added
 */
public record IncidentHistory(
        IncidentState state,
        List<TimelineItem> timeline,
        List<Span<Severity>> severities,
        List<Span<Status>> statuses,
        List<Span<RoleHeld>> roles,
        List<FollowUp> followUps) {

    public IncidentHistory {
        timeline = List.copyOf(timeline);
        severities = List.copyOf(severities);
        statuses = List.copyOf(statuses);
        roles = List.copyOf(roles);
        followUps = List.copyOf(followUps);
    }

    /**
     * Folds the facts of one incident, in the order of their positions. Facts before the
     * declaration, facts of other incidents and a fact that comes twice are passed over; no
     * sequence of facts is refused for being odd.
     *
     * @throws IllegalArgumentException when no fact declares an incident
     */
    public static IncidentHistory of(List<Fact> facts) {
        HistoryFold fold = new HistoryFold();
        facts.forEach(fold::add);
        return fold.history();
    }

    /** The history after one more fact: the same as {@link #of} all facts together. */
    public IncidentHistory after(Fact fact) {
        HistoryFold fold = new HistoryFold(this);
        fold.add(fact);
        return fold.history();
    }
}
