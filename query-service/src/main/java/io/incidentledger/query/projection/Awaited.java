package io.incidentledger.query.projection;

import io.incidentledger.events.Handle;
import io.incidentledger.events.Status;
import io.incidentledger.postmortem.history.AwaitedUpdate;
import io.incidentledger.postmortem.history.IncidentState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for an update of an incident that goes on: the column {@code incident_version.updates}.
 *
 * @param teller who is to tell them; null when nobody is known
 * @param updates of those who wait, at least one
 */
public record Awaited(Status status, @Nullable Handle teller, List<AwaitedUpdate> updates) {
    /** Null while nobody waits. */
    static @Nullable Awaited of(IncidentState state) {
        List<AwaitedUpdate> due =
                state.updates().stream().filter(update -> update.due() != null).toList();
        return due.isEmpty() ? null : new Awaited(state.status(), state.teller(), due);
    }
}
