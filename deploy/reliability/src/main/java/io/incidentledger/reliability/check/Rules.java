package io.incidentledger.reliability.check;

import static io.incidentledger.reliability.check.Verdict.accepted;
import static io.incidentledger.reliability.check.Verdict.rule;

import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpReopened;
import io.incidentledger.events.FollowUpVerified;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentClosed;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.Status;
import io.incidentledger.events.StatusChanged;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.reliability.check.Incident.Progress;
import io.incidentledger.reliability.history.Asked.Order;
import io.incidentledger.reliability.history.Command;
import java.util.Locale;

/** The rules of docs/orders.md for the orders of the load, written without the services' code. */
final class Rules {
    private static final Verdict NOT_FOUND = new Verdict.Refused("not-found", "");

    private Rules() {}

    static Verdict verdict(Incident incident, Order order) {
        if (order.command() == Command.DECLARE) {
            return accepted(IncidentDeclared.class, MilestoneSet.class);
        }
        Status status = incident.status();
        Long expected = order.ifMatch();
        if (expected != null && status != null && expected != incident.version()) {
            return new Verdict.Refused("moved", "");
        }
        if (status == null) {
            return NOT_FOUND;
        }
        return switch (order.command()) {
            case CORRECT -> correct(incident, order);
            case COMPLETE, VERIFY, REOPEN_FOLLOW_UP -> followUp(incident, order);
            case DECLARE,
                    NOTE,
                    SEVERITY,
                    STATUS,
                    LEAD,
                    RESOLVE,
                    REOPEN,
                    CLOSE,
                    CANCEL,
                    ADD_FOLLOW_UP ->
                    status == Status.CANCELLED
                            ? rule("cancelled-is-final")
                            : live(incident, status, order);
        };
    }

    private static Verdict live(Incident incident, Status status, Order order) {
        return switch (order.command()) {
            case NOTE -> accepted(TimelineEntryRecorded.class);
            case ADD_FOLLOW_UP -> accepted(FollowUpAdded.class);
            case SEVERITY ->
                    Severity.valueOf(order.words()) == incident.severity()
                            ? new Verdict.Unchanged()
                            : accepted(SeverityChanged.class);
            case STATUS -> {
                if (!status.active()) {
                    yield rule("not-active");
                }
                yield Status.valueOf(order.words().toUpperCase(Locale.ROOT)) == status
                        ? new Verdict.Unchanged()
                        : accepted(StatusChanged.class);
            }
            case LEAD -> {
                if (incident.lead() == null) {
                    yield accepted(RoleAssigned.class);
                }
                yield order.words().equals(incident.lead())
                        ? new Verdict.Unchanged()
                        : rule("one-lead");
            }
            case RESOLVE ->
                    status.active()
                            ? accepted(IncidentResolved.class, MilestoneSet.class)
                            : rule("not-active");
            case REOPEN ->
                    switch (status) {
                        case RESOLVED -> accepted(IncidentReopened.class, MilestoneCleared.class);
                        case CLOSED ->
                                accepted(
                                        IncidentReopened.class,
                                        MilestoneCleared.class,
                                        MilestoneCleared.class);
                        case TRIAGE, INVESTIGATING, IDENTIFIED, MONITORING, CANCELLED, MERGED ->
                                rule("not-over");
                    };
            case CLOSE ->
                    status == Status.RESOLVED
                            ? accepted(IncidentClosed.class, MilestoneSet.class)
                            : rule("not-resolved");
            case CANCEL -> status.active() ? accepted(IncidentCancelled.class) : rule("not-active");
            case DECLARE, CORRECT, COMPLETE, VERIFY, REOPEN_FOLLOW_UP ->
                    throw new IllegalArgumentException("decided elsewhere: " + order);
        };
    }

    private static Verdict correct(Incident incident, Order order) {
        String text = incident.entries().get(String.valueOf(order.target()));
        if (text == null) {
            return NOT_FOUND;
        }
        return text.equals(order.words())
                ? new Verdict.Unchanged()
                : accepted(TimelineEntryCorrected.class);
    }

    private static Verdict followUp(Incident incident, Order order) {
        Progress progress = incident.followUps().get(String.valueOf(order.target()));
        if (progress == null) {
            return NOT_FOUND;
        }
        return switch (order.command()) {
            case COMPLETE ->
                    progress == Progress.OPEN
                            ? accepted(FollowUpCompleted.class)
                            : rule("follow-up-not-open");
            case VERIFY ->
                    progress == Progress.DONE
                            ? accepted(FollowUpVerified.class)
                            : rule("follow-up-not-done");
            case REOPEN_FOLLOW_UP ->
                    progress == Progress.OPEN
                            ? rule("follow-up-open")
                            : accepted(FollowUpReopened.class);
            case DECLARE,
                    NOTE,
                    CORRECT,
                    SEVERITY,
                    STATUS,
                    LEAD,
                    RESOLVE,
                    REOPEN,
                    CLOSE,
                    CANCEL,
                    ADD_FOLLOW_UP ->
                    throw new IllegalArgumentException("not about a follow-up: " + order);
        };
    }
}
