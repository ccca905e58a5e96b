package io.incidentledger.command.relate;

import io.incidentledger.command.incident.IncidentCommand;

/** What an incident has in common with others. */
public sealed interface RelateCommand extends IncidentCommand
        permits NameCause, TakeCauseAway, StateRelation, TakeRelationAway {}
