package io.incidentledger.postmortem.history;

import io.incidentledger.events.Moment;

/** A milestone that was reached, and the position of the event that says so. */
public record Reached(Moment at, long position) {}
