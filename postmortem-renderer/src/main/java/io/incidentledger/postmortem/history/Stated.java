package io.incidentledger.postmortem.history;

import java.time.Duration;

/**
 * A duration that a record of elsewhere states, whatever its times say.
 *
 * @param position the event that says so
 */
public record Stated(Duration duration, long position) {}
