package io.incidentledger.command.declare;

import io.incidentledger.command.incident.IncidentCommand;

/** Whether there is an incident. */
public sealed interface DeclareCommand extends IncidentCommand
        permits DeclareIncident, CancelIncident {}
