package io.incidentledger.reliability.check;

import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpReopened;
import io.incidentledger.events.FollowUpVerified;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentClosed;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.Role;
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.Status;
import io.incidentledger.events.StatusChanged;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryRecorded;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As much of an incident as decides what may be ordered next.
 *
 * @param status null before the declaration
 * @param version the position of its last event, -1 before the first
 * @param entries texts by id
 * @param followUps where each stands
 */
record Incident(
        @Nullable Status status,
        @Nullable Severity severity,
        @Nullable String lead,
        Map<String, String> entries,
        Map<String, Progress> followUps,
        long version) {

    enum Progress {
        OPEN,
        DONE,
        VERIFIED
    }

    static final Incident NOTHING = new Incident(null, null, null, Map.of(), Map.of(), -1);

    Incident after(LogEvent logged) {
        Incident moved =
                new Incident(status, severity, lead, entries, followUps, logged.position());
        LedgerEvent event = logged.event();
        return switch (event) {
            case IncidentDeclared e -> moved.at(Status.TRIAGE).of(e.severity());
            case StatusChanged e -> moved.at(e.to());
            case IncidentResolved e -> moved.at(Status.RESOLVED);
            case IncidentReopened e -> moved.at(e.to());
            case IncidentClosed e -> moved.at(Status.CLOSED);
            case IncidentCancelled e -> moved.at(Status.CANCELLED);
            case SeverityChanged e -> moved.of(e.to());
            case RoleAssigned e ->
                    e.role().equals(Role.LEAD) ? moved.led(e.holder().toString()) : moved;
            case TimelineEntryRecorded e ->
                    moved.saying(e.entryId().toString(), e.content().text());
            case TimelineEntryCorrected e ->
                    e.newText() == null ? moved : moved.saying(e.entryId().toString(), e.newText());
            case FollowUpAdded e -> moved.with(e.followUpId().toString(), Progress.OPEN);
            case FollowUpCompleted e -> moved.with(e.followUpId().toString(), Progress.DONE);
            case FollowUpVerified e -> moved.with(e.followUpId().toString(), Progress.VERIFIED);
            case FollowUpReopened e -> moved.with(e.followUpId().toString(), Progress.OPEN);
            // The load orders nothing that hangs on the others.
            case LedgerEvent other -> moved;
        };
    }

    private Incident at(Status changed) {
        return new Incident(changed, severity, lead, entries, followUps, version);
    }

    private Incident of(@Nullable Severity changed) {
        return new Incident(status, changed, lead, entries, followUps, version);
    }

    private Incident led(String holder) {
        return new Incident(status, severity, holder, entries, followUps, version);
    }

    private Incident saying(String entry, String text) {
        Map<String, String> changed = new HashMap<>(entries);
        changed.put(entry, text);
        return new Incident(status, severity, lead, changed, followUps, version);
    }

    private Incident with(String followUp, Progress progress) {
        Map<String, Progress> changed = new HashMap<>(followUps);
        changed.put(followUp, progress);
        return new Incident(status, severity, lead, entries, changed, version);
    }
}
