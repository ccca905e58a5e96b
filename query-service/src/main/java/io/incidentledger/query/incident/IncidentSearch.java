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
import java.util.Objects;
import java.util.Set;

/** The list of incidents: filters, text, sort, pages. */
record IncidentSearch(Listing listing, Source source, Filter filter) {
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

    private static final String NEWEST_FIRST = "-number";
    private static final Set<String> BY_NUMBER = Set.of("number", NEWEST_FIRST);

    /** By what the list can be sorted; times that nobody knows come last either way. */
    private static Sort.Columns columns(String opened) {
        return new Sort.Columns()
                .number("number", opened)
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
    }

    /** Where the list is read from, and which column there is the incident's opening. */
    private enum Source {
        INCIDENTS("i.state", "incident i", "i.opened"),
        /** Only the incidents of the page are looked up, not all that have the words. */
        WORDS(
                "(select i.state from incident i where i.opened = x.opened) as state",
                "incident_text x",
                "x.opened"),
        WORDS_AND_INCIDENTS(
                "i.state", "incident_text x join incident i on i.opened = x.opened", "i.opened");

        private final String state;
        private final String tables;
        private final String opened;

        Source(String state, String tables, String opened) {
            this.state = state;
            this.tables = tables;
            this.opened = opened;
        }
    }

    /** What is asked of the updates that an incident owes. */
    private enum Updates {
        OVERDUE,
        ANY
    }

    static IncidentSearch of(Asked asked, Instant now) {
        String words = asked.text("q");
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
                                        : null);
        String sort = Objects.requireNonNullElse(asked.text("sort"), NEWEST_FIRST);
        Source source =
                words == null
                        ? Source.INCIDENTS
                        : filter.isEmpty() && BY_NUMBER.contains(sort)
                                ? Source.WORDS
                                : Source.WORDS_AND_INCIDENTS;
        // An incident of which several parts have the words is listed once.
        filter.matches(
                words,
                "x.search @@ %1$s and (x.part = 0 or not exists"
                        + " (select from incident_text y where y.opened = x.opened"
                        + " and y.part < x.part and y.search @@ %1$s))");
        return new IncidentSearch(
                Listing.of(asked, columns(source.opened), NEWEST_FIRST), source, filter);
    }

    Page<IncidentState> page(Snapshot view) {
        return listing.page(
                view.jdbc(),
                view.position(),
                source.state,
                source.tables,
                source.opened,
                filter,
                (row, n) -> States.incident(row.getString("state")));
    }
}
