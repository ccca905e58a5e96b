package io.incidentledger.query.projection;

import io.incidentledger.events.Fact;
import io.incidentledger.postmortem.history.FollowUp;
import io.incidentledger.postmortem.history.IncidentState;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the tables know, before a batch, of the things it is about. */
record Known(Map<UUID, KnownIncident> incidents, Map<FollowUpKey, KnownFollowUp> followUps) {

    /** A follow-up belongs to its incident. */
    record FollowUpKey(UUID incidentId, UUID id) {}

    /**
     * @param opened the position of the declaration
     * @param sources the declaration and whatever made the timeline entries that the batch
     *     corrects, in the order of the log
     */
    record KnownIncident(IncidentState state, long opened, List<Fact> sources) {}

    /**
     * @param opened the position at which it was added
     */
    record KnownFollowUp(FollowUp followUp, long opened) {}
}
