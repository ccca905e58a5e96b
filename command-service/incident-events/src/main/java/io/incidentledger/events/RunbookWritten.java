package io.incidentledger.events;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A runbook was written, whole; its first version has its number in the envelope. One that was
 * retired is in use again. Texts are people's own, in the Markdown of a safe subset.
 *
 * @param version counted from 1
 * @param title one line that says what it is for
 * @param problem how one knows that this is the matter
 * @param possibleCauses what may be behind it; may be empty
 * @param troubleshooting the steps that find out, in their order; may be empty
 * @param resolution the steps that mend it, in their order; may be empty
 * @param services the services that it is for, as incidents name them; may be empty
 * @param labels the labels of incidents that it is for; may be empty
 */
public record RunbookWritten(
        RunbookId runbookId,
        long version,
        String title,
        @Nullable String problem,
        List<String> possibleCauses,
        List<String> troubleshooting,
        List<String> resolution,
        List<String> services,
        SortedMap<String, String> labels)
        implements RunbookEvent {
    public RunbookWritten {
        possibleCauses = List.copyOf(possibleCauses);
        troubleshooting = List.copyOf(troubleshooting);
        resolution = List.copyOf(resolution);
        services = List.copyOf(services);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    @Override
    public @Nullable String counter() {
        return version == 1 ? "RB" : null;
    }

    /** All steps as they are numbered, from 1: those that find out, then those that mend. */
    public List<String> numberedSteps() {
        return Stream.concat(troubleshooting.stream(), resolution.stream()).toList();
    }
}
