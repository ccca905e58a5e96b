package io.incidentledger.command.communicate;

import io.incidentledger.events.Audience;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Remind whoever tells others that an update did not come.
 *
 * @param due by when it was to come
 */
public record RemindOfUpdate(IncidentId incidentId, Audience audience, Instant due)
        implements CommunicateCommand {
    @Override
    public @Nullable Handle by() {
        return null;
    }

    @Override
    public @Nullable Moment occurredAt() {
        return null;
    }
}
