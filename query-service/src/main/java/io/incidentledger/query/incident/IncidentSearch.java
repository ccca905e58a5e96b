package io.incidentledger.query.incident;

import io.incidentledger.events.DetectionSource;
import io.incidentledger.events.Severity;
import io.incidentledger.events.Status;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.query.projection.States;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Asked.Choice;
import io.incidentledger.query.request.Filter;
import io.incidentledger.query.request.Listing;
import io.incidentledger.query.request.Page;
import io.incidentledger.query.request.Sort;
import io.incidentledger.query.view.Snapshot;
import java.time.Instant;

/** The list of incidents: filters, text, sort, pages. */
record IncidentSearch(Listing listing, Filter filter) {
    static final String[] PARAMETERS = {
        "asOf",
        "q",
        "status",
        "severity",
        "service",
        "label",
        "cause",
        "detection",
        "drill",
        "history",
        "update",
        "declaredFrom",
        "declaredTo",
        "startedFrom",
        "startedTo",
        "sort",
        "limit",
        "cursor"
    };

    /** By what the list can be sorted; times that nobody knows come last either way. */
    private static final Sort.Columns COLUMNS =
            new Sort.Columns()
                    .number("number", "i.opened")
                    .knownTime("recordedAt", "i.recorded_at")
                    .movingTime(
                            "lastActivityAt",
                            "i.last_activity_at",
                            "i.version",
                            "(select e.recorded_at from recorded_event e where e.incident_id = i.id"
                                    + " and e.position <= :seen order by e.position desc limit 1)")
                    .time("declaredAt", "i.declared_at")
                    .time("startedAt", "i.started_at")
                    .text("severity", "coalesce(i.severity, 'unknown')");

    /** What is asked of the updates that an incident owes. */
    private enum Updates {
        OVERDUE,
        ANY
    }

    static IncidentSearch of(Asked asked, Instant now) {
        Filter filter =
                new Filter()
                        .isOneOf("i.status", asked.words("status", Status.class))
                        .isOneOf("i.severity", asked.words("severity", Severity.class))
                        .overlaps("i.services", asked.texts("service"))
                        .contains("i.labels", asked.texts("label"))
                        .overlaps("i.causes", asked.texts("cause"))
                        .isOneOf("i.detection", asked.words("detection", DetectionSource.class))
                        .is("i.drill", asked.choice("drill", Choice.ANY).wanted())
                        .is("i.history", asked.choice("history", Choice.ANY).wanted())
                        .from("i.declared_at", asked.time("declaredFrom"))
                        .before("i.declared_at", asked.time("declaredTo"))
                        .from("i.started_at", asked.time("startedFrom"))
                        .before("i.started_at", asked.time("startedTo"))
                        .before(
                                "i.update_due",
                                asked.word("update", Updates.class, Updates.ANY) == Updates.OVERDUE
                                        ? now
                                        : null)
                        .matches(
                                asked.text("q"),
                                "exists (select from incident_text x where x.incident_id = i.id"
                                        + " and x.search @@ %1$s)");
        return new IncidentSearch(Listing.of(asked, COLUMNS, "-number"), filter);
    }

    Page<IncidentState> page(Snapshot view) {
        return listing.page(
                view.jdbc(),
                view.position(),
                "i.state",
                "incident i",
                "i.opened",
                filter,
                (row, n) -> States.incident(row.getString("state")));
    }
}
