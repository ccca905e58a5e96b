package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Where an incident was recorded before it came into this ledger.
 *
 * @param system the name of the other system, or of whoever published it
 * @param id what it is called there
 * @param url where it can be read
 */
public record Source(String system, String id, @Nullable String url) {}
