package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Whether users can get round the fault, and how.
 *
 * @param exists whether there is one
 * @param description what it is
 */
public record Workaround(boolean exists, @Nullable String description) {}
