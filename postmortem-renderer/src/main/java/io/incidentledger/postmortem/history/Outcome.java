package io.incidentledger.postmortem.history;

import io.incidentledger.events.Handle;
import io.incidentledger.events.HypothesisState;
import io.incidentledger.events.Moment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a hypothesis, as somebody saw it then.
 *
 * @param occurredAt when that was seen; null when nobody knows
 * @param by who saw it; null when nobody said so of history
 * @param text what showed it; null when nobody said
 */
public record Outcome(
        long position,
        Instant recordedAt,
        @Nullable Moment occurredAt,
        @Nullable Handle by,
        HypothesisState state,
        @Nullable String text) {}
