package io.incidentledger.command.followup;

import static io.incidentledger.command.incident.Circumstances.reason;
import static io.incidentledger.command.incident.Circumstances.same;

import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.Evolution;
import io.incidentledger.command.incident.FollowUp;
import io.incidentledger.command.incident.FollowUp.Progress;
import io.incidentledger.command.incident.Incident;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.incident.PolicyDates;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.DueDate;
import io.incidentledger.events.DueDateSource;
import io.incidentledger.events.Evidence;
import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpAssigned;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpDeclined;
import io.incidentledger.events.FollowUpEvent;
import io.incidentledger.events.FollowUpReopened;
import io.incidentledger.events.FollowUpReprioritised;
import io.incidentledger.events.FollowUpRescheduled;
import io.incidentledger.events.FollowUpStarted;
import io.incidentledger.events.FollowUpVerified;
import io.incidentledger.events.Moment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a follow-up. Whether its incident is over does not stop it. */
public final class FollowingUp {
    private FollowingUp() {}

    public static List<FollowUpEvent> decide(
            IncidentState state, FollowUpCommand command, Circumstances circumstances) {
        if (command instanceof AddFollowUp c) {
            return add(state, c, circumstances);
        }
        Incident incident = state.declared().incident();
        FollowUp followUp = incident.followUps().get(command.followUpId());
        if (followUp == null) {
            throw new Unknown("there is no such follow-up");
        }
        Moment occurredAt = circumstances.occurred(incident, command.occurredAt());
        return switch (command) {
            case AddFollowUp added -> List.of();
            case AssignFollowUp c -> {
                needOpen(followUp);
                yield same(followUp.owner(), c.owner())
                        ? List.of()
                        : List.of(
                                new FollowUpAssigned(
                                        c.incidentId(),
                                        c.followUpId(),
                                        c.owner(),
                                        c.reason(),
                                        c.by(),
                                        occurredAt));
            }
            case RescheduleFollowUp c -> reschedule(followUp, c, occurredAt);
            case ReprioritiseFollowUp c ->
                    reprioritise(state, followUp, c, occurredAt, circumstances);
            case StartFollowUp c -> {
                needOpen(followUp);
                yield followUp.progress() == Progress.IN_PROGRESS
                        ? List.of()
                        : List.of(
                                new FollowUpStarted(
                                        c.incidentId(), c.followUpId(), c.by(), occurredAt));
            }
            case CompleteFollowUp c -> {
                needOpen(followUp);
                yield List.of(
                        new FollowUpCompleted(
                                c.incidentId(),
                                c.followUpId(),
                                proof(c.evidence()),
                                c.by(),
                                occurredAt));
            }
            case VerifyFollowUp c -> {
                if (followUp.progress() != Progress.DONE) {
                    throw new RefusedByRule(
                            Rule.FOLLOW_UP_NOT_DONE,
                            "only what is done is verified; this one is " + say(followUp));
                }
                yield List.of(
                        new FollowUpVerified(
                                c.incidentId(), c.followUpId(), c.note(), c.by(), occurredAt));
            }
            case DeclineFollowUp c -> {
                needOpen(followUp);
                yield List.of(
                        new FollowUpDeclined(
                                c.incidentId(),
                                c.followUpId(),
                                reason(c.reason(), "declining"),
                                c.by(),
                                occurredAt));
            }
            case ReopenFollowUp c -> reopen(state, followUp, c, occurredAt, circumstances);
        };
    }

    private static List<FollowUpEvent> add(
            IncidentState state, AddFollowUp c, Circumstances circumstances) {
        Incident incident = state.notCancelled();
        if (incident.followUps().containsKey(c.followUpId())) {
            throw new Conflict("the follow-up was added already");
        }
        if (c.origin() != null && !incident.entries().containsKey(c.origin())) {
            throw new RefusedByRule(
                    Rule.UNKNOWN_ORIGIN,
                    "there is no such entry on the timeline of this incident",
                    "/origin");
        }
        return List.of(
                new FollowUpAdded(
                        c.incidentId(),
                        c.followUpId(),
                        c.title(),
                        c.description(),
                        c.type(),
                        c.priority(),
                        c.owner(),
                        c.due() == null
                                ? PolicyDates.dueDate(state, c.priority(), circumstances.dueDates())
                                : new DueDate(c.due(), DueDateSource.PERSON, null),
                        c.tracker(),
                        c.origin(),
                        c.by(),
                        circumstances.occurred(incident, c.occurredAt())));
    }

    private static List<FollowUpEvent> reschedule(
            FollowUp followUp, RescheduleFollowUp c, @Nullable Moment occurredAt) {
        needOpen(followUp);
        var due = new DueDate(c.due(), DueDateSource.PERSON, null);
        // The same day by a person's word is not the same: the policy leaves it alone from now on.
        return due.equals(followUp.due())
                ? List.of()
                : List.of(
                        new FollowUpRescheduled(
                                c.incidentId(),
                                c.followUpId(),
                                due,
                                reason(c.reason(), "setting a due date"),
                                c.by(),
                                occurredAt));
    }

    private static List<FollowUpEvent> reprioritise(
            IncidentState state,
            FollowUp followUp,
            ReprioritiseFollowUp c,
            @Nullable Moment occurredAt,
            Circumstances circumstances) {
        needOpen(followUp);
        if (followUp.priority() == c.to()) {
            return List.of();
        }
        return withPolicyDate(
                state,
                new FollowUpReprioritised(
                        c.incidentId(),
                        c.followUpId(),
                        followUp.priority(),
                        c.to(),
                        c.reason(),
                        c.by(),
                        occurredAt),
                "the priority became " + say(c.to()),
                occurredAt,
                circumstances);
    }

    private static List<FollowUpEvent> reopen(
            IncidentState state,
            FollowUp followUp,
            ReopenFollowUp c,
            @Nullable Moment occurredAt,
            Circumstances circumstances) {
        if (followUp.progress().open()) {
            throw new RefusedByRule(Rule.FOLLOW_UP_OPEN, "the follow-up is " + say(followUp));
        }
        return withPolicyDate(
                state,
                new FollowUpReopened(
                        c.incidentId(),
                        c.followUpId(),
                        reason(c.reason(), "reopening"),
                        c.by(),
                        occurredAt),
                "the follow-up was reopened",
                occurredAt,
                circumstances);
    }

    private static List<FollowUpEvent> withPolicyDate(
            IncidentState state,
            FollowUpEvent event,
            String why,
            @Nullable Moment occurredAt,
            Circumstances circumstances) {
        List<FollowUpEvent> events = new ArrayList<>();
        events.add(event);
        IncidentState after = Evolution.evolve(state, event);
        FollowUp changed = after.declared().incident().followUps().get(event.followUpId());
        if (changed != null) {
            events.addAll(
                    PolicyDates.following(
                            after, List.of(changed), circumstances.dueDates(), why, occurredAt));
        }
        return events;
    }

    private static Evidence proof(@Nullable Evidence evidence) {
        if (evidence == null || (blank(evidence.link()) && blank(evidence.statement()))) {
            throw new RefusedByRule(
                    Rule.EVIDENCE_NEEDED,
                    "done means proved: give a link, or a statement of what was checked in production",
                    "/evidence");
        }
        return evidence;
    }

    private static void needOpen(FollowUp followUp) {
        if (!followUp.progress().open()) {
            throw new RefusedByRule(
                    Rule.FOLLOW_UP_NOT_OPEN,
                    "the follow-up is " + say(followUp) + "; reopen it first, with a reason");
        }
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static String say(FollowUp followUp) {
        return say(followUp.progress());
    }

    private static String say(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
