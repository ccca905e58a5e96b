package io.incidentledger.postmortem.history;

import io.incidentledger.events.Handle;
import io.incidentledger.events.Moment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A correction of a timeline entry, with what stood there before it.
 *
 * @param formerText null where the text stayed
 * @param formerOccurredAt null where the time stayed
 * @param by who corrected it
 */
public record Correction(
        long position,
        Instant recordedAt,
        Handle by,
        String reason,
        @Nullable String formerText,
        @Nullable Moment formerOccurredAt) {}
