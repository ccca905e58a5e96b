package io.incidentledger.query.incident;

import io.incidentledger.events.Cause;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.RelationKind;
import io.incidentledger.events.Severity;
import io.incidentledger.events.Status;
import io.incidentledger.events.WithoutWords;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.postmortem.history.Related;
import io.incidentledger.query.projection.States;
import io.incidentledger.query.view.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an incident has to do with others: what was stated, from either side, and what looks alike.
 * Where one of them was merged, the incident that it is part of stands for it.
 */
final class RelatedIncidents {
    private static final String SAME_CAUSE = "causes && cast(:causes as text[])";

    /** Each is asked by itself: an index serves each of them, but none serves them all. */
    private static final List<String> OTHERWISE =
            Stream.of(
                            "services && cast(:services as text[])",
                            "labels && cast(:labels as text[])",
                            "search @@ plainto_tsquery('english', :title)")
                    .map(("not (" + SAME_CAUSE + ") and ")::concat)
                    .toList();

    private final Snapshot view;
    private final IncidentState incident;

    private RelatedIncidents(Snapshot view, IncidentState incident) {
        this.view = view;
        this.incident = incident;
    }

    /** Another incident, as far as a list shows it. */
    record Summary(
            IncidentId id,
            @Nullable String number,
            String title,
            Status status,
            @Nullable Severity severity,
            List<String> services) {
        private static Summary of(IncidentState state) {
            return new Summary(
                    state.id(),
                    state.number(),
                    state.title(),
                    state.status(),
                    state.severity(),
                    state.services());
        }
    }

    /**
     * One relation, read from {@code from} to {@code to}.
     *
     * @param from by its number, as {@code to}
     */
    record Stated(String from, RelationKind kind, String to, @Nullable String note) {}

    /** Another incident, and what is stated of the two. */
    record StatedIncident(Summary incident, List<Stated> relations) {}

    /**
     * Another incident that looks alike.
     *
     * @param reasons all of them, as {@code same cause capacity}
     */
    record FoundIncident(Summary incident, List<String> reasons) {}

    /**
     * @param mergedInto the incident that this one is part of, null while it is one of its own
     * @param merged the incidents that are part of this one, in the order merged
     * @param stated newest first
     * @param found those of the same cause first, then the others, each newest first, without those
     *     stated; drills only for a drill, and only then
     */
    record RelatedAnswer(
            String incident,
            long version,
            @Nullable OtherIncident mergedInto,
            List<OtherIncident> merged,
            List<StatedIncident> stated,
            List<FoundIncident> found) {}

    /**
     * @param limit how many are found at most
     */
    static RelatedAnswer of(Snapshot view, String reference, int limit) {
        IncidentState incident =
                view.jdbc()
                        .sql("select state from incident where id = :id")
                        .param("id", FindHistory.id(view, reference))
                        .query((row, n) -> States.incident(row.getString("state")))
                        .single();
        return new RelatedIncidents(view, incident).answer(limit);
    }

    private RelatedAnswer answer(int limit) {
        Map<IncidentId, StatedIncident> stated = stated();
        return new RelatedAnswer(
                incident.named(),
                incident.version(),
                incident.mergedInto(),
                incident.merged(),
                List.copyOf(stated.values()),
                found(stated.keySet(), limit));
    }

    private Map<IncidentId, StatedIncident> stated() {
        String[] named =
                incident.related().stream()
                        .map(related -> related.other().id().toString())
                        .toArray(String[]::new);
        Map<IncidentId, StatedIncident> stated = new LinkedHashMap<>();
        for (IncidentState other :
                view.jdbc()
                        .sql(
                                "select state from incident where id = any(cast(:named as uuid[]))"
                                        + " or related @> cast(array[:id] as text[]) order by opened desc")
                        .param("named", named)
                        .param("id", incident.id().toString())
                        .query((row, n) -> States.incident(row.getString("state")))
                        .list()) {
            List<Stated> relations = new ArrayList<>(relations(incident, other));
            relations.addAll(relations(other, incident));
            IncidentState standing = standing(other);
            if (!standing.id().equals(incident.id())) {
                stated.computeIfAbsent(
                                standing.id(),
                                id -> new StatedIncident(Summary.of(standing), new ArrayList<>()))
                        .relations()
                        .addAll(relations);
            }
        }
        return stated;
    }

    private static List<Stated> relations(IncidentState from, IncidentState to) {
        return from.related().stream()
                .filter(related -> related.other().id().equals(to.id()))
                .map(related -> stated(from, related, to))
                .toList();
    }

    private static Stated stated(IncidentState from, Related related, IncidentState to) {
        return new Stated(from.named(), related.kind(), to.named(), related.note());
    }

    private List<FoundIncident> found(Collection<IncidentId> stated, int limit) {
        Map<IncidentId, FoundIncident> found = new LinkedHashMap<>();
        for (IncidentState other : alike(told(stated), limit)) {
            IncidentState standing = standing(other);
            if (standing.id().equals(incident.id()) || stated.contains(standing.id())) {
                continue;
            }
            found.putIfAbsent(
                    standing.id(), new FoundIncident(Summary.of(standing), reasons(other)));
        }
        return List.copyOf(found.values());
    }

    /** What the answer tells of anyway: nothing of it takes the room of what is found. */
    private String[] told(Collection<IncidentId> stated) {
        return Stream.concat(
                        Stream.concat(Stream.of(incident.id()), stated.stream()),
                        incident.merged().stream().map(OtherIncident::id))
                .map(IncidentId::toString)
                .toArray(String[]::new);
    }

    /** What recurs comes first: a busy service alone would fill any list. */
    private List<IncidentState> alike(String[] told, int limit) {
        List<IncidentState> alike = new ArrayList<>();
        if (!incident.causes().isEmpty()) {
            alike.addAll(alike(List.of(SAME_CAUSE), told, limit));
        }
        if (alike.size() < limit) {
            alike.addAll(alike(OTHERWISE, told, limit - alike.size()));
        }
        return alike;
    }

    private List<IncidentState> alike(List<String> conditions, String[] told, int limit) {
        String newest =
                conditions.stream()
                        .map(
                                condition ->
                                        "(select id from incident"
                                                + " where id <> all(cast(:told as uuid[]))"
                                                + " and drill = :drill and status <> 'CANCELLED'"
                                                + " and "
                                                + condition
                                                + " order by opened desc limit :limit)")
                        .collect(Collectors.joining(" union all "));
        return view.jdbc()
                .sql(
                        "select state from incident where id in ("
                                + newest
                                + ") order by opened desc limit :limit")
                .param("told", told)
                .param("drill", incident.drill())
                .param(
                        "causes",
                        incident.causes().stream().map(Cause::value).toArray(String[]::new))
                .param("services", incident.services().toArray(String[]::new))
                .param(
                        "labels",
                        incident.labels().entrySet().stream()
                                .map(Map.Entry::toString)
                                .toArray(String[]::new))
                // The mark of a redaction is nobody's word.
                .param("title", incident.title().equals(WithoutWords.MARK) ? "" : incident.title())
                .param("limit", limit)
                .query((row, n) -> States.incident(row.getString("state")))
                .list();
    }

    private List<String> reasons(IncidentState other) {
        List<String> reasons = new ArrayList<>();
        other.causes().stream()
                .filter(incident.causes()::contains)
                .forEach(cause -> reasons.add("same cause " + cause));
        other.services().stream()
                .filter(incident.services()::contains)
                .forEach(service -> reasons.add("same service " + service));
        other.labels().entrySet().stream()
                .filter(incident.labels().entrySet()::contains)
                .forEach(label -> reasons.add("same label " + label));
        if (reasons.isEmpty()) {
            reasons.add("the words of the title");
        }
        return reasons;
    }

    /** What stands for an incident. No order merges in a circle, but a log may hold anything. */
    private IncidentState standing(IncidentState other) {
        IncidentState standing = other;
        Set<IncidentId> seen = new HashSet<>();
        while (standing.mergedInto() != null && seen.add(standing.id())) {
            IncidentState next =
                    view.jdbc()
                            .sql("select state from incident where id = :id")
                            .param("id", standing.mergedInto().id().value())
                            .query((row, n) -> States.incident(row.getString("state")))
                            .optional()
                            .orElse(null);
            if (next == null) {
                return standing;
            }
            standing = next;
        }
        return standing;
    }
}
