package io.incidentledger.command.runbook;

import io.incidentledger.events.RunbookId;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** An order about one runbook. */
public sealed interface RunbookCommand {
    RunbookId runbookId();

    /** What a runbook says, whole, and for which incidents it is. */
    record Content(
            String title,
            @Nullable String problem,
            List<String> possibleCauses,
            List<String> troubleshooting,
            List<String> resolution,
            List<String> services,
            SortedMap<String, String> labels) {}

    /** Write a new runbook. */
    record WriteRunbook(RunbookId runbookId, Content content) implements RunbookCommand {}

    /** Write a new version; a retired runbook is in use again. */
    record ReviseRunbook(RunbookId runbookId, Content content) implements RunbookCommand {}

    /** Let a runbook be suggested no more. */
    record RetireRunbook(RunbookId runbookId, @Nullable String reason) implements RunbookCommand {}
}
