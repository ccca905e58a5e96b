package io.incidentledger.command.change;

import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.events.ChangeRecorded;
import java.util.List;
import java.util.Objects;

/** Decides what counts as a change: whatever somebody says that has happened. */
public final class Changing {
    private Changing() {}

    public static List<ChangeRecorded> decide(
            ChangeState state, ChangeCommand command, Circumstances circumstances) {
        return switch (command) {
            case RecordChange c -> {
                if (state.recorded() != null) {
                    throw new Conflict("the change was recorded already");
                }
                yield List.of(
                        new ChangeRecorded(
                                c.changeId(),
                                c.service(),
                                c.kind(),
                                c.version(),
                                c.link(),
                                c.text(),
                                c.by(),
                                Objects.requireNonNull(
                                        circumstances.occurred(false, c.occurredAt()))));
            }
        };
    }
}
