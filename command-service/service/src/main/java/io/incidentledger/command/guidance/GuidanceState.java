package io.incidentledger.command.guidance;

import io.incidentledger.events.GuidanceEvent;
import io.incidentledger.events.GuidelinesSet;
import io.incidentledger.events.TemplateName;
import io.incidentledger.events.TemplateSet;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What the organisation has agreed on.
 *
 * @param guidelines the last version of them, or the 0th, which says nothing
 * @param templates the last version of each that was ever set
 */
public record GuidanceState(GuidelinesSet guidelines, PMap<TemplateName, TemplateSet> templates) {
    public static final GuidanceState NONE =
            new GuidanceState(new GuidelinesSet(0, ""), HashTreePMap.empty());

    public static GuidanceState evolve(GuidanceState state, GuidanceEvent event) {
        return switch (event) {
            case GuidelinesSet set -> new GuidanceState(set, state.templates);
            case TemplateSet set ->
                    new GuidanceState(state.guidelines, state.templates.plus(set.name(), set));
        };
    }
}
