package io.incidentledger.command.change;

import io.incidentledger.events.ChangeId;
import io.incidentledger.events.ChangeKind;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Record that something changed.
 *
 * @param occurredAt when it took effect; null means now
 */
public record RecordChange(
        ChangeId changeId,
        String service,
        ChangeKind kind,
        @Nullable String version,
        @Nullable String link,
        @Nullable String text,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements ChangeCommand {}
