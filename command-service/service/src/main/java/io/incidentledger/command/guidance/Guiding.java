package io.incidentledger.command.guidance;

import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.events.GuidanceEvent;
import io.incidentledger.events.GuidelinesSet;
import java.util.List;

/** Decides what the organisation has agreed on. */
public final class Guiding {
    private Guiding() {}

    public static List<GuidanceEvent> decide(
            GuidanceState state, GuidanceCommand command, Circumstances circumstances) {
        return switch (command) {
            case SetGuidelines c ->
                    c.text().equals(state.guidelines().text())
                            ? List.of()
                            : List.of(
                                    new GuidelinesSet(state.guidelines().version() + 1, c.text()));
        };
    }
}
