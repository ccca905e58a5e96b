package io.incidentledger.command.guidance;

import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.events.GuidanceEvent;
import io.incidentledger.events.GuidelinesSet;
import io.incidentledger.events.TemplateSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
            case SetTemplate c -> template(state.templates().get(c.name()), c);
        };
    }

    private static List<GuidanceEvent> template(@Nullable TemplateSet before, SetTemplate c) {
        if (before != null && before.text().equals(c.text()) && before.audience() == c.audience()) {
            return List.of();
        }
        return List.of(
                new TemplateSet(
                        c.name(),
                        before == null ? 1 : before.version() + 1,
                        c.audience(),
                        c.text()));
    }
}
