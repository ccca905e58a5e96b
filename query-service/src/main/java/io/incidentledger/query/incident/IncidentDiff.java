package io.incidentledger.query.incident;

import io.incidentledger.postmortem.history.FollowUp;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.TimelineItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What became known of an incident between two moments of the log: a pure function of what was
 * known at either. Redactions of today hold on both sides, so they are no difference.
 *
 * @param state field by field; a milestone, a label or a stated duration is a field of its own
 * @param timeline in the order of the timeline
 * @param followUps in the order in which they were added
 */
record IncidentDiff(
        String incident,
        Side from,
        Side to,
        List<FieldChange> state,
        List<Change> timeline,
        List<Change> followUps) {

    /** These change with every event, and say what the sides say. */
    private static final Set<String> OF_THE_SIDES = Set.of("version", "lastActivityAt");

    /** What grows by being corrected and the like is told by the word for it. */
    private static final Set<String> NESTED = Set.of("milestones", "labels", "stated");

    /**
     * @param position up to which the log is meant
     * @param version of the incident there; null before it was recorded
     */
    record Side(long position, @Nullable Long version) {}

    /** Null where there was nothing, or is nothing any more. */
    record FieldChange(String field, @Nullable JsonNode before, @Nullable JsonNode after) {}

    /**
     * @param key of the timeline's item, or the number of the follow-up
     * @param what added, corrected, retracted or changed
     * @param fields what it was and is; of what was added, all that it is
     */
    record Change(String key, String what, List<FieldChange> fields) {}

    /**
     * @param before null where it was not yet recorded
     */
    static IncidentDiff of(
            String incident,
            Side from,
            Side to,
            @Nullable IncidentHistory before,
            @Nullable IncidentHistory after,
            JsonMapper mapper) {
        Comparison comparison = new Comparison(mapper);
        return new IncidentDiff(
                incident,
                from,
                to,
                comparison.fields(
                        before == null ? null : before.state(),
                        after == null ? null : after.state()),
                comparison.changes(
                        before == null ? List.of() : before.timeline(),
                        after == null ? List.of() : after.timeline(),
                        TimelineItem::key,
                        IncidentDiff::what),
                comparison.changes(
                        before == null ? List.of() : before.followUps(),
                        after == null ? List.of() : after.followUps(),
                        FollowUp::named,
                        (was, is) -> "changed"));
    }

    private static String what(TimelineItem was, TimelineItem is) {
        if (was.retraction() == null && is.retraction() != null) {
            return "retracted";
        }
        return was.corrections().size() < is.corrections().size() ? "corrected" : "changed";
    }

    /** The word for a change of something that was there. */
    private interface Word<T> {
        String of(T was, T is);
    }

    private record Comparison(JsonMapper mapper) {
        <T> List<Change> changes(
                List<T> before, List<T> after, Function<T, String> key, Word<T> word) {
            Map<String, T> known =
                    before.stream().collect(Collectors.toMap(key, Function.identity()));
            List<Change> changes = new ArrayList<>();
            for (T is : after) {
                T was = known.get(key.apply(is));
                if (was == null) {
                    changes.add(new Change(key.apply(is), "added", fields(null, is)));
                } else if (!was.equals(is)) {
                    changes.add(new Change(key.apply(is), word.of(was, is), fields(was, is)));
                }
            }
            return changes;
        }

        List<FieldChange> fields(@Nullable Object before, @Nullable Object after) {
            Map<String, JsonNode> was = flat(before);
            Map<String, JsonNode> is = flat(after);
            Set<String> names = new TreeSet<>(was.keySet());
            names.addAll(is.keySet());
            return names.stream()
                    .filter(name -> !OF_THE_SIDES.contains(name))
                    .filter(name -> !Objects.equals(was.get(name), is.get(name)))
                    .map(name -> new FieldChange(name, was.get(name), is.get(name)))
                    .toList();
        }

        /** What is absent, null or empty is nothing. */
        private Map<String, JsonNode> flat(@Nullable Object value) {
            Map<String, JsonNode> flat = new LinkedHashMap<>();
            if (value != null) {
                JsonNode tree = mapper.valueToTree(value);
                tree.properties()
                        .forEach(
                                field -> {
                                    if (NESTED.contains(field.getKey())) {
                                        field.getValue()
                                                .properties()
                                                .forEach(
                                                        inner ->
                                                                flat.put(
                                                                        field.getKey()
                                                                                + "."
                                                                                + inner.getKey(),
                                                                        inner.getValue()));
                                    } else {
                                        flat.put(field.getKey(), field.getValue());
                                    }
                                });
                flat.values().removeIf(node -> node.isNull() || (node.isArray() && node.isEmpty()));
            }
            return flat;
        }
    }
}
