package io.incidentledger.command.declare;

import io.incidentledger.events.Detection;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Impact;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Enter an incident into the ledger.
 *
 * @param milestones what is known already; a live incident's declaration is one of them by itself
 * @param history entered afterwards: no time is filled in that was not given
 */
public record DeclareIncident(
        IncidentId incidentId,
        String title,
        @Nullable String summary,
        List<String> services,
        @Nullable Severity severity,
        @Nullable Impact impact,
        @Nullable Detection detection,
        Map<Milestone, Moment> milestones,
        @Nullable String workedAt,
        SortedMap<String, String> labels,
        boolean drill,
        boolean history,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements DeclareCommand {
    /** The same, entered afterwards. */
    public DeclareIncident asHistory() {
        return new DeclareIncident(
                incidentId,
                title,
                summary,
                services,
                severity,
                impact,
                detection,
                milestones,
                workedAt,
                labels,
                drill,
                true,
                by,
                occurredAt);
    }
}
