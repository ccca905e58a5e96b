package io.incidentledger.events;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Labels of an incident were set or taken away.
 *
 * @param set the labels that are there from now on, beside the others; may be empty
 * @param removed the names of the labels that were taken away; may be empty
 * @param reason why
 */
public record LabelsChanged(
        IncidentId incidentId,
        SortedMap<String, String> set,
        List<String> removed,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {
    /** The label that holds a severity in the words of a past record, which is none of ours. */
    public static final String STATED_SEVERITY = "stated-severity";

    public LabelsChanged {
        set = Collections.unmodifiableSortedMap(new TreeMap<>(set));
        removed = List.copyOf(removed);
    }
}
