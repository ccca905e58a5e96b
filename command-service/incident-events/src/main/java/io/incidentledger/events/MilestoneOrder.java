package io.incidentledger.events;

import java.util.List;
import java.util.Map;
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
                    new MilestoneOrder(Milestone.IMPACT_STARTED, Milestone.POSTMORTEM_PUBLISHED),
                    new MilestoneOrder(Milestone.DETECTED, Milestone.ACKNOWLEDGED),
                    new MilestoneOrder(Milestone.DETECTED, Milestone.DECLARED),
                    new MilestoneOrder(Milestone.DETECTED, Milestone.IDENTIFIED),
                    new MilestoneOrder(Milestone.DETECTED, Milestone.MITIGATED),
                    new MilestoneOrder(Milestone.DETECTED, Milestone.RESOLVED),
                    new MilestoneOrder(Milestone.DETECTED, Milestone.PUBLIC_TOLD),
                    new MilestoneOrder(Milestone.DETECTED, Milestone.CLOSED),
                    new MilestoneOrder(Milestone.DETECTED, Milestone.POSTMORTEM_PUBLISHED),
                    new MilestoneOrder(Milestone.DECLARED, Milestone.MITIGATED),
                    new MilestoneOrder(Milestone.DECLARED, Milestone.RESOLVED),
                    new MilestoneOrder(Milestone.DECLARED, Milestone.PUBLIC_TOLD),
                    new MilestoneOrder(Milestone.DECLARED, Milestone.CLOSED),
                    new MilestoneOrder(Milestone.ACKNOWLEDGED, Milestone.MITIGATED),
                    new MilestoneOrder(Milestone.ACKNOWLEDGED, Milestone.RESOLVED),
                    new MilestoneOrder(Milestone.ACKNOWLEDGED, Milestone.CLOSED),
                    new MilestoneOrder(Milestone.IDENTIFIED, Milestone.RESOLVED),
                    new MilestoneOrder(Milestone.IDENTIFIED, Milestone.CLOSED),
                    new MilestoneOrder(Milestone.MITIGATED, Milestone.RESOLVED),
                    new MilestoneOrder(Milestone.MITIGATED, Milestone.CLOSED),
                    new MilestoneOrder(Milestone.RESOLVED, Milestone.CLOSED));

    /** What follows others through yet others, of which one is usually known. */
    private static final Set<Milestone> THROUGH_OTHERS =
            Set.of(
                    Milestone.DECLARED,
                    Milestone.ACKNOWLEDGED,
                    Milestone.IDENTIFIED,
                    Milestone.PUBLIC_TOLD,
                    Milestone.CLOSED,
                    Milestone.POSTMORTEM_PUBLISHED);

    /**
     * Those that a record surely has the wrong way round, whenever within their precision its times
     * were. What is known exactly between the two tells of it instead: one mistake is told once.
     */
    public static List<MilestoneOrder> contradictedBy(Map<Milestone, Moment> reached) {
        return ALL.stream()
                .filter(order -> order.reversed(reached) && !order.toldOfAnother(reached))
                .toList();
    }

    private boolean reversed(Map<Milestone, Moment> reached) {
        Moment before = reached.get(first);
        Moment after = reached.get(then);
        return before != null && after != null && after.surelyBefore(before);
    }

    private boolean toldOfAnother(Map<Milestone, Moment> reached) {
        return THROUGH_OTHERS.contains(then)
                && reached.entrySet().stream()
                        .anyMatch(
                                between ->
                                        between.getValue().precision() == Precision.EXACT
                                                && ALL.contains(
                                                        new MilestoneOrder(first, between.getKey()))
                                                && ALL.contains(
                                                        new MilestoneOrder(
                                                                between.getKey(), then)));
    }
}
