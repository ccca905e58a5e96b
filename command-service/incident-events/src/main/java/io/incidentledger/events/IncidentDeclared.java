package io.incidentledger.events;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An incident entered the ledger: live, or as history entered afterwards ({@code history}). Its
 * number is in the envelope.
 *
 * @param title one line that says what is wrong
 * @param summary two or three sentences for somebody who just arrived
 * @param services the services concerned, in the order given; may be empty
 * @param severity how bad it looked then; absent when nobody has judged it yet
 * @param workedAt where it is worked: a room, a channel or a call link
 * @param labels the organisation's own words on it; may be empty
 * @param drill whether it is practice, which every metric leaves out
 * @param history whether it was entered after the fact
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
