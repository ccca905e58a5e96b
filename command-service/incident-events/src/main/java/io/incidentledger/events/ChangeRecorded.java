package io.incidentledger.events;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something changed in what the organisation runs, incident or not: recorded by a person or by the
 * program that did it.
 *
 * @param service what changed, as incidents name it; the catalogue may not know it
 * @param version what it changed to
 * @param link leads to the change
 * @param text what it was, in the Markdown of a safe subset
 * @param by who did it; absent when it was the actor who recorded it
 * @param occurredAt when it took effect
 */
public record ChangeRecorded(
        ChangeId changeId,
        String service,
        ChangeKind kind,
        @Nullable String version,
        @Nullable String link,
        @Nullable String text,
        @Nullable Handle by,
        Moment occurredAt)
        implements OrganisationEvent {
    @Override
    public Map<String, String> tags() {
        return Map.of("change", changeId.toString());
    }
}
