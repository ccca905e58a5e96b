package io.incidentledger.command.triage;

import io.incidentledger.events.Detection;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Change what is said of the incident: an absent field stays, a blank text or an empty list takes
 * away.
 */
public record ChangeDetails(
        IncidentId incidentId,
        @Nullable String title,
        @Nullable String summary,
        @Nullable List<String> services,
        @Nullable Detection detection,
        @Nullable String workedAt,
        @Nullable Boolean drill,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements TriageCommand {
    public ChangeDetails {
        summary = emptyIfBlank(summary);
        workedAt = emptyIfBlank(workedAt);
    }

    private static @Nullable String emptyIfBlank(@Nullable String text) {
        return text != null && text.isBlank() ? "" : text;
    }
}
