package io.incidentledger.command.change;

import io.incidentledger.events.ChangeRecorded;
import org.jspecify.annotations.Nullable;

/**
 * A change as decisions see it.
 *
 * @param recorded null while it was not recorded
 */
public record ChangeState(@Nullable ChangeRecorded recorded) {
    public static final ChangeState NONE = new ChangeState(null);
}
