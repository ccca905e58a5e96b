package io.incidentledger.postmortem.history;

import io.incidentledger.events.Durability;
import io.incidentledger.events.Resolution;
import org.jspecify.annotations.Nullable;

/**
 * How an incident ended, as far as anyone said.
 *
 * @param position the event that says so
 */
public record Resolved(
        @Nullable Resolution resolution,
        @Nullable Durability durability,
        @Nullable String text,
        long position) {}
