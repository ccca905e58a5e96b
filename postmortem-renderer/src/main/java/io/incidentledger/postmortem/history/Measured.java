package io.incidentledger.postmortem.history;

import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Status;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Of an incident what metrics are computed from.
 *
 * @param history whether it was entered afterwards
 * @param told whether there was an update for the public, whenever
 * @param firstTold when the first of them was sent by its own time, whatever the milestone says;
 *     null where that is not known
 * @param milestones those reached; one that is missing is unknown
 * @param stated the durations that a record of elsewhere states
 */
public record Measured(
        Status status,
        boolean history,
        boolean told,
        @Nullable Reached firstTold,
        SortedMap<Milestone, Reached> milestones,
        SortedMap<Interval, Stated> stated) {

    public Measured {
        milestones = Collections.unmodifiableSortedMap(new TreeMap<>(milestones));
        stated = Collections.unmodifiableSortedMap(new TreeMap<>(stated));
    }

    @Nullable Reached milestone(Milestone milestone) {
        return milestones.get(milestone);
    }

    /** When each of them was reached. */
    Map<Milestone, Moment> times() {
        Map<Milestone, Moment> times = new EnumMap<>(Milestone.class);
        milestones.forEach((milestone, reached) -> times.put(milestone, reached.at()));
        return times;
    }

    /** When it was reached, as far as anything may be computed from it. */
    public @Nullable Moment measurable(Milestone milestone) {
        Reached reached = milestones.get(milestone);
        return reached == null || !reached.at().precision().measurable() ? null : reached.at();
    }

    /** Whether it turned out to be none, or part of another. */
    public boolean withdrawn() {
        return status == Status.CANCELLED || status == Status.MERGED;
    }

    /** Whether the incident, worked on as it happens, still may reach what it has not reached. */
    public boolean ongoing() {
        return !history && status.active();
    }
}
