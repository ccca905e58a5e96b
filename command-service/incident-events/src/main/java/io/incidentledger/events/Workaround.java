package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/** Whether users can get round the fault, and how. */
public record Workaround(boolean exists, @Nullable String description) {}
