package io.incidentledger.command.guidance;

import io.incidentledger.events.GuidanceEvent;
import io.incidentledger.events.GuidelinesSet;

/**
 * What the organisation has agreed on.
 *
 * @param guidelines the last version of them, or the 0th, which says nothing
 */
public record GuidanceState(GuidelinesSet guidelines) {
    public static final GuidanceState NONE = new GuidanceState(new GuidelinesSet(0, ""));

    public static GuidanceState evolve(GuidanceState state, GuidanceEvent event) {
        return switch (event) {
            case GuidelinesSet set -> new GuidanceState(set);
        };
    }
}
