package io.incidentledger.command.imports;

import io.incidentledger.command.incident.IncidentCommand;

/** What comes in from elsewhere. */
public sealed interface ImportCommand extends IncidentCommand permits ImportIncident {}
