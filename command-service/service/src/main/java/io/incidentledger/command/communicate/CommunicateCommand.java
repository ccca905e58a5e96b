package io.incidentledger.command.communicate;

import io.incidentledger.command.incident.IncidentCommand;

/** Who is told what, and who sees to it. */
public sealed interface CommunicateCommand extends IncidentCommand
        permits SendFromTemplate, RemindOfUpdate {}
