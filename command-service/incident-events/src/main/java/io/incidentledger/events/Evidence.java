package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Proof that a follow-up is done: a link, or a statement of what was checked in production, or
 * both.
 *
 * @param link where the proof is
 * @param statement what was checked in production
 */
public record Evidence(@Nullable String link, @Nullable String statement) {}
