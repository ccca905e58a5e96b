package io.incidentledger.command.runbook;

import io.incidentledger.events.RunbookEvent;
import io.incidentledger.events.RunbookRetired;
import io.incidentledger.events.RunbookWritten;
import org.jspecify.annotations.Nullable;

/**
 * A runbook as decisions see it.
 *
 * @param last its last version; null while there is none
 */
public record RunbookState(@Nullable RunbookWritten last, boolean retired) {
    public static final RunbookState NONE = new RunbookState(null, false);

    public static RunbookState evolve(RunbookState state, RunbookEvent event) {
        return switch (event) {
            case RunbookWritten written -> new RunbookState(written, false);
            case RunbookRetired retired -> new RunbookState(state.last, true);
        };
    }
}
