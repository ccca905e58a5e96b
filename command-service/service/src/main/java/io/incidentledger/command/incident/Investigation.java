package io.incidentledger.command.incident;

import io.incidentledger.events.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A thread of an incident as it stands.
 *
 * @param owner who follows it; null when nobody
 * @param open whether it is still followed
 */
public record Investigation(@Nullable Handle owner, boolean open) {

    Investigation ownedBy(@Nullable Handle changed) {
        return new Investigation(changed, open);
    }

    Investigation open(boolean changed) {
        return new Investigation(owner, changed);
    }
}
