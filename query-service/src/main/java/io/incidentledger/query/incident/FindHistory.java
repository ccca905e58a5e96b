package io.incidentledger.query.incident;

import io.incidentledger.events.IncidentId;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.Redactions;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.query.projection.EventRow;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Reference;
import io.incidentledger.query.request.Refusal.NotFound;
import io.incidentledger.query.view.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What is known of one incident: the fold of its events up to a position. */
final class FindHistory {
    private FindHistory() {}

    /** A history, and the chain value at its last event. */
    record Found(IncidentHistory history, String chain) {}

    /**
     * The id behind what people call an incident.
     *
     * @param reference {@code INC-7} or the id itself
     */
    static UUID id(Snapshot view, String reference) {
        Reference named = Reference.incident(reference);
        return view.jdbc()
                .sql(
                        "select id from incident where "
                                + named.column()
                                + " = :value order by opened limit 1")
                .param("value", named.value())
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> new NotFound("There is no incident " + reference));
    }

    /**
     * @param asked its {@code asOf} is heeded
     */
    static Found history(Snapshot view, String reference, Asked asked) {
        UUID id = id(view, reference);
        Instant time = asked.time("asOf");
        long at = view.asOf(time);
        List<EventRow> rows = events(view, id, EventRow.NOT_PARKED, -1, at, Integer.MAX_VALUE);
        // Of what was known then, but with the redactions of today.
        return upTo(at, rows, redactions(view, id))
                .orElseThrow(() -> new NotFound(reference + " was not yet recorded at " + time));
    }

    /**
     * The histories up to two positions, with the redactions of today; of one that ends before the
     * incident was recorded, nothing.
     *
     * @param from at most {@code to}
     */
    static List<Optional<Found>> histories(Snapshot view, UUID id, long from, long to) {
        List<EventRow> rows = events(view, id, EventRow.NOT_PARKED, -1, to, Integer.MAX_VALUE);
        Redactions redactions = redactions(view, id);
        return Stream.of(from, to).map(position -> upTo(position, rows, redactions)).toList();
    }

    /**
     * What was known of incidents up to a position, with the redactions of today.
     *
     * @param ids of incidents that were declared by then
     */
    static Map<UUID, IncidentState> states(Snapshot view, Collection<UUID> ids, long at) {
        Map<UUID, List<EventRow>> rows = new HashMap<>();
        if (!ids.isEmpty()) {
            for (EventRow row : events(view, ids, at)) {
                UUID id = Objects.requireNonNull(row.incidentId());
                rows.computeIfAbsent(id, none -> new ArrayList<>()).add(row);
            }
        }
        Map<UUID, IncidentState> states = new HashMap<>();
        rows.forEach(
                (id, own) -> {
                    // A redaction reaches the words of its own incident alone.
                    Redactions redactions = redactions(own);
                    IncidentState state = null;
                    for (EventRow row : own) {
                        if (row.position() <= at) {
                            state = IncidentState.evolve(state, redactions.applied(row.fact()));
                        }
                    }
                    if (state != null) {
                        states.put(id, state);
                    }
                });
        return states;
    }

    /** The events of incidents up to a position, and their redactions to date. */
    private static List<EventRow> events(Snapshot view, Collection<UUID> ids, long at) {
        return view.jdbc()
                .sql(
                        "select "
                                + EventRow.COLUMNS
                                + " from recorded_event e where e.incident_id = any(:ids)"
                                + " and (e.position <= :at or e.type = :redaction) and "
                                + EventRow.NOT_PARKED
                                + " order by e.position")
                .param("ids", ids.toArray(UUID[]::new))
                .param("at", at)
                .param("redaction", EventRow.REDACTION)
                .query((row, n) -> EventRow.read(row))
                .list();
    }

    private static Optional<Found> upTo(long position, List<EventRow> rows, Redactions redactions) {
        List<EventRow> known = rows.stream().filter(row -> row.position() <= position).toList();
        try {
            IncidentHistory history =
                    IncidentHistory.of(known.stream().map(EventRow::fact).toList(), redactions);
            return Optional.of(new Found(history, chain(known, history.state().version())));
        } catch (IllegalArgumentException notYet) {
            return Optional.empty();
        }
    }

    /**
     * An incident and what is part of it, each after what it is part of.
     *
     * @param asked its {@code asOf} is heeded
     */
    static List<IncidentHistory> parts(Snapshot view, String reference, Asked asked) {
        List<IncidentHistory> parts = new ArrayList<>();
        parts.add(history(view, reference, asked).history());
        // No order merges in a circle, but a log may hold anything.
        Set<IncidentId> seen = new HashSet<>(Set.of(parts.getFirst().state().id()));
        for (int i = 0; i < parts.size(); i++) {
            for (OtherIncident other : parts.get(i).state().merged()) {
                if (seen.add(other.id())) {
                    parts.add(history(view, other.id().toString(), asked).history());
                }
            }
        }
        return parts;
    }

    /** What hides words of an incident, to date. */
    static Redactions redactions(Snapshot view, UUID id) {
        return redactions(
                view.jdbc()
                        .sql(
                                "select "
                                        + EventRow.COLUMNS
                                        + " from recorded_event e where e.incident_id = :id"
                                        + " and e.type = :type and "
                                        + EventRow.NOT_PARKED
                                        + " order by e.position")
                        .param("id", id)
                        .param("type", EventRow.REDACTION)
                        .query((row, n) -> EventRow.read(row))
                        .list());
    }

    /** Of the rows of one incident those that redact. */
    private static Redactions redactions(List<EventRow> rows) {
        return Redactions.of(
                rows.stream()
                        .filter(row -> row.type().equals(EventRow.REDACTION))
                        .map(EventRow::fact)
                        .toList());
    }

    /** The events of an incident after one position and up to another, in the order of the log. */
    static List<EventRow> events(Snapshot view, UUID id, long after, long upTo, int limit) {
        return events(view, id, "true", after, upTo, limit);
    }

    private static List<EventRow> events(
            Snapshot view, UUID id, String condition, long after, long upTo, int limit) {
        return view.jdbc()
                .sql(
                        "select "
                                + EventRow.COLUMNS
                                + " from recorded_event e where e.incident_id = :id"
                                + " and e.position > :after and e.position <= :upTo and "
                                + condition
                                + " order by e.position limit :limit")
                .param("id", id)
                .param("after", after)
                .param("upTo", upTo)
                .param("limit", limit)
                .query((row, n) -> EventRow.read(row))
                .list();
    }

    private static String chain(List<EventRow> rows, long position) {
        return rows.stream()
                .filter(row -> row.position() == position)
                .map(EventRow::chain)
                .findFirst()
                .orElseThrow();
    }
}
