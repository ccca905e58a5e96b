package io.incidentledger.eventstore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The end of the log as this store knows it.
 *
 * @param nextPosition where the next event will stand: the number of events in the log
 * @param chain the last event's chain, 64 zeros in an empty log
 * @param lastRecordedAt when the last event was recorded, null in an empty log
 */
public record Head(long nextPosition, String chain, @Nullable Instant lastRecordedAt) {}
