package io.incidentledger.command.imports;

import io.incidentledger.command.imports.ImportIncident.Step;
import io.incidentledger.command.respond.RecordEntry;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.TimelineEntryRecorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is odd about a past incident, for whoever enters it to look at twice. Nothing of it is
 * refused, and nothing is put right: it is recorded as it is told.
 */
final class Oddities {
    /** One that comes before another one, as a rule. */
    private static final Milestone[][] BEFORE = {
        {Milestone.IMPACT_STARTED, Milestone.DETECTED},
        {Milestone.IMPACT_STARTED, Milestone.MITIGATED},
        {Milestone.IMPACT_STARTED, Milestone.RESOLVED},
        {Milestone.DETECTED, Milestone.ACKNOWLEDGED},
        {Milestone.DETECTED, Milestone.DECLARED},
        {Milestone.DETECTED, Milestone.MITIGATED},
        {Milestone.DETECTED, Milestone.RESOLVED},
        {Milestone.DECLARED, Milestone.MITIGATED},
        {Milestone.DECLARED, Milestone.RESOLVED},
        {Milestone.DECLARED, Milestone.PUBLIC_TOLD},
        {Milestone.MITIGATED, Milestone.RESOLVED},
        {Milestone.RESOLVED, Milestone.CLOSED}
    };

    private static final Duration LONG = Duration.ofDays(30);

    private final List<String> found = new ArrayList<>();

    private Oddities() {}

    static List<String> of(ImportIncident ordered, List<IncidentEvent> events) {
        Oddities oddities = new Oddities();
        if (!events.isEmpty()) {
            Map<Milestone, Moment> milestones = milestones(events);
            oddities.milestones(milestones);
            if (milestones.containsKey(Milestone.RESOLVED)
                    && events.stream().noneMatch(IncidentResolved.class::isInstance)) {
                oddities.found.add(
                        "resolved is said by a milestone alone: the status follows the order resolve");
            }
            oddities.entries(ordered, events);
        }
        return List.copyOf(oddities.found);
    }

    private static Map<Milestone, Moment> milestones(List<IncidentEvent> events) {
        Map<Milestone, Moment> milestones = new EnumMap<>(Milestone.class);
        for (IncidentEvent event : events) {
            if (event instanceof MilestoneSet set) {
                milestones.put(set.milestone(), set.occurredAt());
            } else if (event instanceof MilestoneCleared cleared) {
                milestones.remove(cleared.milestone());
            }
        }
        return milestones;
    }

    private void milestones(Map<Milestone, Moment> at) {
        for (Milestone milestone :
                List.of(Milestone.IMPACT_STARTED, Milestone.DETECTED, Milestone.RESOLVED)) {
            if (!at.containsKey(milestone)) {
                found.add("nobody says when: " + words(milestone) + "; its metrics stay unknown");
            }
        }
        for (Milestone[] pair : BEFORE) {
            Moment first = at.get(pair[0]);
            Moment second = at.get(pair[1]);
            if (first != null && second != null && second.at().isBefore(first.at())) {
                found.add(
                        words(pair[1])
                                + " ("
                                + second.at()
                                + ") comes before "
                                + words(pair[0])
                                + " ("
                                + first.at()
                                + ")");
            }
        }
        Moment started = at.get(Milestone.IMPACT_STARTED);
        Moment resolved = at.get(Milestone.RESOLVED);
        if (started != null
                && resolved != null
                && Duration.between(started.at(), resolved.at()).compareTo(LONG) > 0) {
            found.add(
                    "from impact-started to resolved it took "
                            + Duration.between(started.at(), resolved.at()).toDays()
                            + " days");
        }
    }

    private void entries(ImportIncident ordered, List<IncidentEvent> events) {
        List<String> untimed = new ArrayList<>();
        for (Step step : ordered.steps()) {
            if (step.command() instanceof RecordEntry entry && entry.occurredAt() == null) {
                untimed.add(step.pointer());
            }
        }
        tell(untimed, "without a time: only their place is recorded");
        List<String> back = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        Map<String, Moment> seen = new HashMap<>();
        @Nullable Moment before = null;
        int number = 0;
        for (IncidentEvent event : events) {
            if (event instanceof TimelineEntryRecorded entry) {
                number++;
                Moment at = entry.occurredAt();
                if (before != null && at.at().isBefore(before.at())) {
                    back.add("entry " + number);
                }
                if (at.equals(seen.put(entry.content().text(), at))) {
                    twice.add("entry " + number);
                }
                before = at;
            }
        }
        tell(back, "earlier than the one before: the timeline goes by the times");
        tell(twice, "told twice, in the same words at the same time");
    }

    private void tell(List<String> which, String what) {
        if (!which.isEmpty()) {
            found.add(which.size() + " of the entries " + what + " (" + first(which) + ")");
        }
    }

    private static String first(List<String> which) {
        return which.size() <= 5
                ? String.join(", ", which)
                : String.join(", ", which.subList(0, 5)) + ", …";
    }

    private static String words(Milestone milestone) {
        return milestone.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
