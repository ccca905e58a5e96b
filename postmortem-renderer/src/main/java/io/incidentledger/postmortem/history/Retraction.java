package io.incidentledger.postmortem.history;

import io.incidentledger.events.Handle;
import java.time.Instant;

/**
 * The striking out of a timeline entry, which stays readable.
 *
 * @param by who struck it out
 */
public record Retraction(long position, Instant recordedAt, Handle by, String reason) {}
