package io.incidentledger.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Details of an incident changed. An absent field stayed as it was; an empty text or list was taken
 * away.
 *
 * @param title one line that says what is wrong
 * @param summary two or three sentences for somebody who just arrived
 * @param services all the services concerned, in the order given
 * @param workedAt where it is worked: a room, a channel or a call link
 * @param drill whether it is practice, which every metric leaves out
 * @param reason why the details changed
 */
public record IncidentDetailsChanged(
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
        implements IncidentEvent {
    public IncidentDetailsChanged {
        services = services == null ? null : List.copyOf(services);
    }
}
