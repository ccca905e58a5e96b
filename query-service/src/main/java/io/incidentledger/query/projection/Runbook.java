package io.incidentledger.query.projection;

import io.incidentledger.events.Fact;
import io.incidentledger.events.Handle;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.RunbookWritten;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A version of a runbook. Its steps are counted from 1, those of {@code troubleshooting} first.
 *
 * @param retired whether it is suggested no more; the last version of a runbook says so
 * @param position of the version in the ledger
 */
public record Runbook(
        RunbookId id,
        @Nullable String number,
        long version,
        String title,
        @Nullable String problem,
        List<String> possibleCauses,
        List<String> troubleshooting,
        List<String> resolution,
        List<String> services,
        SortedMap<String, String> labels,
        boolean retired,
        Handle writtenBy,
        Instant writtenAt,
        long position) {

    /**
     * @param number of the runbook, which only its first version brings along
     */
    static Runbook of(RunbookWritten event, Fact fact, @Nullable String number) {
        return new Runbook(
                event.runbookId(),
                number,
                event.version(),
                event.title(),
                event.problem(),
                event.possibleCauses(),
                event.troubleshooting(),
                event.resolution(),
                event.services(),
                event.labels(),
                false,
                fact.actor(),
                fact.recordedAt(),
                fact.position());
    }

    /** As it is to be shown, once the runbook is retired. */
    Runbook asRetired() {
        return new Runbook(
                id,
                number,
                version,
                title,
                problem,
                possibleCauses,
                troubleshooting,
                resolution,
                services,
                labels,
                true,
                writtenBy,
                writtenAt,
                position);
    }
}
