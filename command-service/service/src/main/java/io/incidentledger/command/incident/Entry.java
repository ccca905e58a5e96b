package io.incidentledger.command.incident;

import io.incidentledger.events.Moment;

/** The present text and time of a timeline entry, corrections applied. */
public record Entry(String text, Moment occurredAt) {}
