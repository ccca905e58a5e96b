package io.incidentledger.command.runbook;

import io.incidentledger.command.followup.AddFollowUp;
import io.incidentledger.command.followup.FollowingUp;
import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.Incident;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.incident.Runbooks.Followed;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.command.runbook.FollowCommand.FollowRunbook;
import io.incidentledger.command.runbook.FollowCommand.Found;
import io.incidentledger.command.runbook.FollowCommand.MissRunbook;
import io.incidentledger.command.runbook.FollowCommand.TakeStep;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.Priority;
import io.incidentledger.events.RunbookFollowed;
import io.incidentledger.events.RunbookMissed;
import io.incidentledger.events.RunbookStepTaken;
import io.incidentledger.events.RunbookWritten;
import java.util.ArrayList;
import java.util.List;

/** Decides what an incident records of the runbooks that it follows, or misses. */
public final class Following {
    private Following() {}

    public static List<IncidentEvent> decide(
            IncidentState state, FollowCommand command, Circumstances circumstances) {
        Incident incident = state.notCancelled();
        return switch (command) {
            case FollowRunbook c -> follow(incident, c, circumstances);
            case TakeStep c -> take(incident, c, circumstances);
            case MissRunbook c ->
                    incident.runbooks().missed() != null
                            ? List.of()
                            : missed(state, incident, c, circumstances);
        };
    }

    private static List<IncidentEvent> follow(
            Incident incident, FollowRunbook c, Circumstances circumstances) {
        Found found = c.runbook();
        RunbookWritten written =
                version(
                        found,
                        c.version() == null ? found.versions().getLast().version() : c.version());
        Followed followed = incident.runbooks().followed().get(found.id());
        return followed != null && followed.version() == written.version()
                ? List.of()
                : List.of(
                        new RunbookFollowed(
                                c.incidentId(),
                                found.id(),
                                found.number(),
                                written.version(),
                                written.title(),
                                c.by(),
                                circumstances.occurred(incident, c.occurredAt())));
    }

    private static List<IncidentEvent> take(
            Incident incident, TakeStep c, Circumstances circumstances) {
        Found found = c.runbook();
        Followed followed = incident.runbooks().followed().get(found.id());
        if (followed == null) {
            throw new RefusedByRule(
                    Rule.RUNBOOK_NOT_FOLLOWED,
                    "this incident does not follow " + found.number() + " yet");
        }
        List<String> steps = version(found, followed.version()).numberedSteps();
        if (c.step() < 1 || c.step() > steps.size()) {
            throw new Unknown(
                    "version %d of %s has %d steps, counted from 1"
                            .formatted(followed.version(), found.number(), steps.size()));
        }
        // A note is new, whatever was said before.
        return c.note() == null && c.outcome() == followed.steps().get(c.step())
                ? List.of()
                : List.of(
                        new RunbookStepTaken(
                                c.incidentId(),
                                found.id(),
                                found.number(),
                                followed.version(),
                                c.step(),
                                steps.get(Math.toIntExact(c.step() - 1)),
                                c.outcome(),
                                c.note(),
                                c.by(),
                                circumstances.occurred(incident, c.occurredAt())));
    }

    private static RunbookWritten version(Found found, long version) {
        return found.versions().stream()
                .filter(written -> written.version() == version)
                .findFirst()
                .orElseThrow(
                        () ->
                                new RefusedByRule(
                                        Rule.UNKNOWN_RUNBOOK,
                                        found.number() + " has no version " + version,
                                        "/version"));
    }

    private static List<IncidentEvent> missed(
            IncidentState state, Incident incident, MissRunbook c, Circumstances circumstances) {
        List<String> services = incident.details().services();
        List<IncidentEvent> events =
                new ArrayList<>(
                        FollowingUp.decide(
                                state,
                                new AddFollowUp(
                                        c.incidentId(),
                                        c.followUpId(),
                                        "Write a runbook"
                                                + (services.isEmpty()
                                                        ? ""
                                                        : " for " + services.getFirst()),
                                        "Nobody found a runbook during this incident.",
                                        FollowUpType.PROCESS,
                                        Priority.MEDIUM,
                                        null,
                                        null,
                                        null,
                                        null,
                                        c.by(),
                                        c.occurredAt()),
                                circumstances));
        events.add(
                new RunbookMissed(
                        c.incidentId(),
                        c.followUpId(),
                        c.by(),
                        circumstances.occurred(incident, c.occurredAt())));
        return events;
    }
}
