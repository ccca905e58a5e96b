package io.incidentledger.command.triage;

import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Set some labels and take others away; the rest stays. */
public record ChangeLabels(
        IncidentId incidentId,
        SortedMap<String, String> set,
        List<String> remove,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements TriageCommand {}
