package io.incidentledger.command.triage;

import io.incidentledger.command.incident.IncidentCommand;

/** What is said of an incident. */
public sealed interface TriageCommand extends IncidentCommand
        permits ChangeDetails,
                ChangeSeverity,
                ChangeImpact,
                ChangeLabels,
                ChangeStatus,
                SetMilestone,
                ClearMilestone,
                StateDuration {}
