package io.incidentledger.postmortem.history;

import io.incidentledger.events.Fact;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Redaction;
import io.incidentledger.events.Redactions;
import io.incidentledger.events.Severity;
import io.incidentledger.events.Status;
import io.incidentledger.events.UpdateDueChanged;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything known of an incident up to a position: the fold of its facts. Immutable; serialises as
 * JSON, for reading.
 *
 * @param timeline in {@link TimelineItem#ORDER}
 * @param severities in the order recorded; none while nobody gave one
 * @param statuses in the order recorded
 * @param roles in the order taken
 * @param demands what the cadence demanded of updates, in the order recorded
 * @param threads in the order opened
 * @param followUps in the order added
 * @param redactions what hides words of this history, in the order of what it hides
 */
public record IncidentHistory(
        IncidentState state,
        List<TimelineItem> timeline,
        List<Span<Severity>> severities,
        List<Span<Status>> statuses,
        List<Span<RoleHeld>> roles,
        List<UpdateDueChanged> demands,
        List<Investigation> threads,
        List<FollowUp> followUps,
        List<Redaction> redactions) {

    public IncidentHistory {
        timeline = List.copyOf(timeline);
        severities = List.copyOf(severities);
        statuses = List.copyOf(statuses);
        roles = List.copyOf(roles);
        demands = List.copyOf(demands);
        threads = List.copyOf(threads);
        followUps = List.copyOf(followUps);
        redactions = List.copyOf(redactions);
    }

    /**
     * When the incident was held to be over, until it was reopened, in the order recorded; both
     * ends of each are times that something may be computed from.
     */
    public List<Span<Status>> pauses() {
        List<Span<Status>> pauses = new ArrayList<>();
        List<Span<Status>> over = new ArrayList<>();
        for (Span<Status> span : statuses) {
            if (span.value() == Status.RESOLVED || span.value() == Status.CLOSED) {
                over.add(span);
            } else if (span.value().active()) {
                pauses.addAll(over);
                over.clear();
            }
        }
        pauses.removeIf(span -> !measurable(span.from()) || !measurable(span.to()));
        return pauses;
    }

    private static boolean measurable(@Nullable Moment moment) {
        return moment != null && moment.precision().measurable();
    }

    /**
     * Folds the facts of one incident, in the order of their positions. Facts before the
     * declaration, facts of other incidents and a fact that comes twice are passed over; no
     * sequence of facts is refused for being odd. What redactions among the facts hide is left out.
     *
     * @throws IllegalArgumentException when no fact declares an incident
     */
    public static IncidentHistory of(List<Fact> facts) {
        return of(facts, Redactions.of(facts));
    }

    /**
     * Like {@link #of(List)}, for facts up to an earlier position than that of the last redaction.
     *
     * @param redactions all to date
     */
    public static IncidentHistory of(List<Fact> facts, Redactions redactions) {
        HistoryFold fold = new HistoryFold();
        facts.forEach(fact -> fold.add(redactions.applied(fact)));
        return fold.history();
    }
}
