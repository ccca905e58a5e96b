package io.incidentledger.command.runbook;

import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.command.runbook.RunbookCommand.Content;
import io.incidentledger.command.runbook.RunbookCommand.RetireRunbook;
import io.incidentledger.command.runbook.RunbookCommand.ReviseRunbook;
import io.incidentledger.command.runbook.RunbookCommand.WriteRunbook;
import io.incidentledger.events.RunbookEvent;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.RunbookRetired;
import io.incidentledger.events.RunbookWritten;
import java.util.List;

/** Decides what runbooks there are, and what they say. */
public final class Writing {
    private Writing() {}

    public static List<RunbookEvent> decide(
            RunbookState state, RunbookCommand command, Circumstances circumstances) {
        return switch (command) {
            case WriteRunbook c -> {
                if (state.last() != null) {
                    throw new Conflict("the runbook was written already");
                }
                yield List.of(version(c.runbookId(), 1, c.content()));
            }
            case ReviseRunbook c -> {
                RunbookWritten last = last(state);
                boolean same = last.equals(version(c.runbookId(), last.version(), c.content()));
                yield same && !state.retired()
                        ? List.of()
                        : List.of(version(c.runbookId(), last.version() + 1, c.content()));
            }
            case RetireRunbook c -> {
                last(state);
                yield state.retired()
                        ? List.of()
                        : List.of(new RunbookRetired(c.runbookId(), c.reason()));
            }
        };
    }

    private static RunbookWritten last(RunbookState state) {
        if (state.last() == null) {
            throw new Unknown("there is no such runbook");
        }
        return state.last();
    }

    private static RunbookWritten version(RunbookId runbook, long version, Content content) {
        return new RunbookWritten(
                runbook,
                version,
                content.title(),
                content.problem(),
                content.possibleCauses(),
                content.troubleshooting(),
                content.resolution(),
                content.services(),
                content.labels());
    }
}
