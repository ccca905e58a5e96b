package io.incidentledger.command.respond;

import io.incidentledger.command.incident.IncidentCommand;

/** Who does what on an incident, and what they find. */
public sealed interface RespondCommand extends IncidentCommand
        permits AssignRole,
                HandOverRole,
                ReleaseRole,
                RecordEntry,
                ShowChange,
                CorrectEntry,
                RetractEntry,
                PinEntry,
                MarkEntry,
                JudgeHypothesis {}
