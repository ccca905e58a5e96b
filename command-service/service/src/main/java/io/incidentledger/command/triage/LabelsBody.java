package io.incidentledger.command.triage;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Labels that are set, and others that are taken away. */
public record LabelsBody(
        @Nullable SortedMap<String, String> set,
        @Nullable List<String> remove,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.labels("/set", set);
        checks.labelNames("/remove", remove);
        if (set == null && remove == null) {
            checks.reject("/set", null, "labels to set, or \"remove\" with names of labels");
        }
        if (set != null && remove != null) {
            remove.stream()
                    .filter(name -> name != null && set.containsKey(name))
                    .forEach(
                            name ->
                                    checks.reject(
                                            "/remove", name, "labels that are not set as well"));
        }
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public ChangeLabels change(IncidentId incident) {
        return new ChangeLabels(
                incident,
                requireNonNullElseGet(set, TreeMap::new),
                requireNonNullElse(remove, List.of()),
                reason,
                by,
                occurredAt);
    }
}
