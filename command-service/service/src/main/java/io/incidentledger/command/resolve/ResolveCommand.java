package io.incidentledger.command.resolve;

import io.incidentledger.command.incident.IncidentCommand;

/** Whether an incident is over. */
public sealed interface ResolveCommand extends IncidentCommand
        permits ResolveIncident, ReopenIncident, CloseIncident {}
