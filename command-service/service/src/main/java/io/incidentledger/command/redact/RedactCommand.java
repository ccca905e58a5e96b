package io.incidentledger.command.redact;

import io.incidentledger.command.incident.IncidentCommand;

/** What must not be read any more. */
public sealed interface RedactCommand extends IncidentCommand permits RedactWords {}
