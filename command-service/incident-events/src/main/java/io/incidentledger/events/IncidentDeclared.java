package io.incidentledger.events;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An incident entered the ledger: live, or as history entered afterwards ({@code history}). Its
 * number is in the envelope.
 */
public record IncidentDeclared(
        IncidentId incidentId,
        String title,
        @Nullable String summary,
        List<String> services,
        @Nullable Severity severity,
        @Nullable Impact impact,
        @Nullable Detection detection,
        @Nullable String workedAt,
        SortedMap<String, String> labels,
        boolean drill,
        boolean history,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {
    public IncidentDeclared {
        services = services == null ? List.of() : List.copyOf(services);
        labels =
                labels == null
                        ? Collections.emptySortedMap()
                        : Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    @Override
    public String counter() {
        return "INC";
    }
}
