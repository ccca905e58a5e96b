package io.incidentledger.events;

import java.util.List;
import java.util.Set;

/**
 * A milestone that comes before another one, as a rule. Nothing is refused by it: a record that
 * says otherwise is kept as it is, and told to be odd.
 */
public record MilestoneOrder(Milestone first, Milestone then) {
    /** All of them, in the order in which what contradicts them is told. */
    public static final List<MilestoneOrder> ALL =
            List.of(
                    new MilestoneOrder(Milestone.IMPACT_STARTED, Milestone.DETECTED),
                    new MilestoneOrder(Milestone.IMPACT_STARTED, Milestone.DECLARED),
                    new MilestoneOrder(Milestone.IMPACT_STARTED, Milestone.ACKNOWLEDGED),
                    new MilestoneOrder(Milestone.IMPACT_STARTED, Milestone.IDENTIFIED),
                    new MilestoneOrder(Milestone.IMPACT_STARTED, Milestone.MITIGATED),
                    new MilestoneOrder(Milestone.IMPACT_STARTED, Milestone.RESOLVED),
                    new MilestoneOrder(Milestone.IMPACT_STARTED, Milestone.PUBLIC_TOLD),
                    new MilestoneOrder(Milestone.IMPACT_STARTED, Milestone.CLOSED),
                    new MilestoneOrder(Milestone.DETECTED, Milestone.ACKNOWLEDGED),
                    new MilestoneOrder(Milestone.DETECTED, Milestone.DECLARED),
                    new MilestoneOrder(Milestone.DETECTED, Milestone.IDENTIFIED),
                    new MilestoneOrder(Milestone.DETECTED, Milestone.MITIGATED),
                    new MilestoneOrder(Milestone.DETECTED, Milestone.RESOLVED),
                    new MilestoneOrder(Milestone.DECLARED, Milestone.MITIGATED),
                    new MilestoneOrder(Milestone.DECLARED, Milestone.RESOLVED),
                    new MilestoneOrder(Milestone.DECLARED, Milestone.PUBLIC_TOLD),
                    new MilestoneOrder(Milestone.ACKNOWLEDGED, Milestone.RESOLVED),
                    new MilestoneOrder(Milestone.IDENTIFIED, Milestone.RESOLVED),
                    new MilestoneOrder(Milestone.MITIGATED, Milestone.RESOLVED),
                    new MilestoneOrder(Milestone.RESOLVED, Milestone.CLOSED));

    /** What follows the impact through others, of which one is usually known. */
    private static final Set<Milestone> THROUGH_OTHERS =
            Set.of(
                    Milestone.DECLARED,
                    Milestone.ACKNOWLEDGED,
                    Milestone.IDENTIFIED,
                    Milestone.PUBLIC_TOLD,
                    Milestone.CLOSED);

    /**
     * Whether what contradicts this is told of a milestone between the two.
     *
     * @param known those whose times are sharp enough to tell
     */
    public boolean toldOfAnother(Set<Milestone> known) {
        return first == Milestone.IMPACT_STARTED
                && THROUGH_OTHERS.contains(then)
                && known.stream()
                        .anyMatch(
                                between ->
                                        ALL.contains(new MilestoneOrder(first, between))
                                                && ALL.contains(new MilestoneOrder(between, then)));
    }
}
