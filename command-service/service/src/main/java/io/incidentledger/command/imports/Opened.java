package io.incidentledger.command.imports;

import io.incidentledger.command.edge.Directory.FollowUpInIncident;
import io.incidentledger.command.runbook.FollowCommand.Found;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.ThreadId;

/** What an order has opened, so that later ones can be about it. */
sealed interface Opened {
    record Entry(IncidentId incident, EntryId id) implements Opened {}

    record Line(IncidentId incident, ThreadId id) implements Opened {}

    record FollowUp(FollowUpInIncident itself) implements Opened {}

    record Followed(IncidentId incident, Found runbook) implements Opened {}

    /** What can become of it, for whoever ordered something else. */
    static String takes(Class<? extends Opened> type) {
        if (type == Entry.class) {
            return "an entry takes correction, retraction, outcome, pin and marker";
        }
        if (type == Line.class) {
            return "a thread takes assign, close and reopen";
        }
        return type == FollowUp.class
                ? "a follow-up takes assign, reschedule, priority, start, complete, verify, decline and reopen"
                : "a runbook takes steps";
    }
}
