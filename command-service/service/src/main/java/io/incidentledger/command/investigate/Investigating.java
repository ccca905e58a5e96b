package io.incidentledger.command.investigate;

import static io.incidentledger.command.incident.Circumstances.reason;
import static io.incidentledger.command.incident.Circumstances.same;

import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.Incident;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.incident.Investigation;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.Moment;
import io.incidentledger.events.ThreadAssigned;
import io.incidentledger.events.ThreadClosed;
import io.incidentledger.events.ThreadEvent;
import io.incidentledger.events.ThreadOpened;
import io.incidentledger.events.ThreadReopened;
import java.util.List;

/** Decides what becomes of a thread. Whether its incident is over does not stop it. */
public final class Investigating {
    private Investigating() {}

    public static List<ThreadEvent> decide(
            IncidentState state, ThreadCommand command, Circumstances circumstances) {
        Incident incident = state.notCancelled();
        Moment occurredAt = circumstances.occurred(incident, command.occurredAt());
        return switch (command) {
            case OpenThread c -> {
                if (incident.threads().containsKey(c.threadId())) {
                    throw new Conflict("the thread was opened already");
                }
                yield List.of(
                        new ThreadOpened(
                                c.incidentId(),
                                c.threadId(),
                                c.title(),
                                c.owner(),
                                c.by(),
                                occurredAt));
            }
            case AssignThread c ->
                    same(open(incident, c).owner(), c.owner())
                            ? List.of()
                            : List.of(
                                    new ThreadAssigned(
                                            c.incidentId(),
                                            c.threadId(),
                                            c.owner(),
                                            c.by(),
                                            occurredAt));
            case CloseThread c -> {
                open(incident, c);
                yield List.of(
                        new ThreadClosed(
                                c.incidentId(), c.threadId(), c.conclusion(), c.by(), occurredAt));
            }
            case ReopenThread c -> {
                if (thread(incident, c).open()) {
                    throw new RefusedByRule(Rule.THREAD_OPEN, "the thread is open");
                }
                yield List.of(
                        new ThreadReopened(
                                c.incidentId(),
                                c.threadId(),
                                reason(c.reason(), "reopening"),
                                c.by(),
                                occurredAt));
            }
        };
    }

    private static Investigation open(Incident incident, ThreadCommand c) {
        Investigation thread = thread(incident, c);
        if (!thread.open()) {
            throw new RefusedByRule(
                    Rule.THREAD_CLOSED, "the thread was closed; reopen it to go on with it");
        }
        return thread;
    }

    private static Investigation thread(Incident incident, ThreadCommand c) {
        Investigation thread = incident.threads().get(c.threadId());
        if (thread == null) {
            throw new Unknown("there is no such thread of this incident");
        }
        return thread;
    }
}
