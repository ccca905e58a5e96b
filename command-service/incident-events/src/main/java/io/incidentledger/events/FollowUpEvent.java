package io.incidentledger.events;

import java.util.Map;

/** A fact about one follow-up of an incident. */
public sealed interface FollowUpEvent extends IncidentEvent
        permits FollowUpAdded,
                FollowUpAssigned,
                FollowUpRescheduled,
                FollowUpReprioritised,
                FollowUpStarted,
                FollowUpCompleted,
                FollowUpVerified,
                FollowUpDeclined,
                FollowUpReopened {

    FollowUpId followUpId();

    @Override
    default Map<String, String> tags() {
        return Map.of("incident", incidentId().toString(), "followUp", followUpId().toString());
    }
}
