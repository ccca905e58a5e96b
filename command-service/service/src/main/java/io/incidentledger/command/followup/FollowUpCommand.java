package io.incidentledger.command.followup;

import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.events.FollowUpId;

/** An order about one follow-up; it is decided within its incident. */
public sealed interface FollowUpCommand extends IncidentCommand
        permits AddFollowUp,
                AssignFollowUp,
                RescheduleFollowUp,
                ReprioritiseFollowUp,
                StartFollowUp,
                CompleteFollowUp,
                VerifyFollowUp,
                DeclineFollowUp,
                ReopenFollowUp {
    FollowUpId followUpId();
}
