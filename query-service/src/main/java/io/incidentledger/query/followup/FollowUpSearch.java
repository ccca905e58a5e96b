package io.incidentledger.query.followup;

import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.Priority;
import io.incidentledger.events.Severity;
import io.incidentledger.postmortem.history.FollowUpState;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Asked.Choice;
import io.incidentledger.query.request.Filter;
import io.incidentledger.query.request.Reference;
import io.incidentledger.query.request.Sort;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/** Which follow-ups are asked for; the same words for the backlog and for reports. */
final class FollowUpSearch {
    /** The filters that reports have, too. */
    static final String[] REPORT_PARAMETERS = {
        "asOf", "owner", "service", "severity", "type", "priority", "drill"
    };

    static final String[] LIST_PARAMETERS = {
        "asOf",
        "owner",
        "service",
        "severity",
        "type",
        "priority",
        "drill",
        "state",
        "overdue",
        "incident",
        "q",
        "sort",
        "limit",
        "cursor"
    };

    static final Sort.Columns COLUMNS =
            new Sort.Columns()
                    .number("number", "f.opened")
                    .date("due", "f.due")
                    .knownTime("addedAt", "f.added_at")
                    .knownTime("lastActivityAt", "f.last_activity_at")
                    .number(
                            "priority",
                            "array_position(array['URGENT','HIGH','MEDIUM','LOW'], f.priority)");

    private static final String NOBODY = "none";

    /**
     * With those of what was merged into it by then, which go on. The table holds what an incident
     * is part of now; when it came to be that, its versions say.
     */
    private static final String OF_INCIDENT =
            "i.id in (with recursive part (id) as (select id from incident where %1$s = :%s"
                    + " union select merged.id from incident merged"
                    + " join part on merged.part_of = part.id"
                    + " join incident_version v on v.id = merged.id and v.valid_from <= :at"
                    + " and v.valid_to > :at and v.status = 'MERGED') select id from part)";

    private FollowUpSearch() {}

    /** The filter of a report, as of a position. */
    static Filter report(Asked asked, long at) {
        return common(asked, at, Choice.FALSE);
    }

    /** The filter of the backlog, as of a position and a day. */
    static Filter list(Asked asked, long at, LocalDate day) {
        Filter filter =
                common(asked, at, Choice.ANY)
                        .isOneOf("f.state", asked.words("state", FollowUpState.class))
                        .matches(asked.text("q"), "f.search @@ %1$s");
        String overdue = "(" + ReportedFollowUp.PENDING + " and f.due is not null and f.due < :%s)";
        switch (asked.choice("overdue", Choice.ANY)) {
            case TRUE -> filter.add(overdue, day);
            case FALSE -> filter.add("not " + overdue, day);
            case ANY -> {}
        }
        String incident = asked.text("incident");
        if (incident != null) {
            Reference named = Reference.incident(incident);
            filter.add(OF_INCIDENT.replace("%1$s", named.column()), named.value());
        }
        return filter;
    }

    private static Filter common(Asked asked, long at, Choice drillIfAbsent) {
        Filter filter =
                new Filter()
                        .validAt("f", at)
                        .isOneOf("i.severity", asked.words("severity", Severity.class))
                        .overlaps("i.services", asked.texts("service"))
                        .isOneOf("f.type", asked.words("type", FollowUpType.class))
                        .isOneOf("f.priority", asked.words("priority", Priority.class))
                        .is("i.drill", asked.choice("drill", drillIfAbsent).wanted());
        Set<String> owners = new HashSet<>(asked.texts("owner"));
        if (owners.remove(NOBODY)) {
            filter.add("(f.owner is null or f.owner = any(:%s))", owners.toArray(String[]::new));
        } else {
            filter.isOneOfTexts("f.owner", owners);
        }
        return filter;
    }
}
