package io.incidentledger.command.imports;

import io.incidentledger.command.communicate.SendFromTemplate;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.imports.ImportIncident.Step;
import io.incidentledger.command.imports.Importing.Entered;
import io.incidentledger.events.Audience;
import io.incidentledger.events.DurationStated;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.LabelsChanged;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.MilestoneOrder;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.TimelineEntryRecorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is odd about a past incident, for whoever enters it to look at twice. Nothing of it is
 * refused, and nothing is put right: it is recorded as it is told.
 */
final class Oddities {
    private static final Duration LONG = Duration.ofDays(30);

    private final List<String> found = new ArrayList<>();

    private Oddities() {}

    static List<String> of(ImportIncident ordered, Entered entered) {
        Oddities oddities = new Oddities();
        List<IncidentEvent> events = entered.events();
        Map<Milestone, Moment> milestones = milestones(events);
        oddities.milestones(milestones);
        oddities.twice(events);
        oddities.told(events, milestones);
        if (milestones.containsKey(Milestone.RESOLVED)
                && events.stream().noneMatch(IncidentResolved.class::isInstance)) {
            oddities.found.add(
                    "resolved is said by a milestone alone: the status follows the order resolve");
        }
        oddities.durations(events, milestones);
        oddities.severity(events);
        oddities.orders(ordered);
        oddities.found.addAll(lost(entered));
        oddities.entries(events, milestones);
        return List.copyOf(oddities.found);
    }

    /** Every order that led to nothing: what is in no event can be found nowhere else. */
    static List<String> lost(Entered entered) {
        return entered.idle().stream()
                .map(
                        step ->
                                step.pointer()
                                        + " says what is so already: nothing of it is recorded, its words and its time neither")
                .toList();
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
        for (MilestoneOrder order : MilestoneOrder.contradictedBy(at)) {
            found.add(told(order.then(), at) + " comes before " + told(order.first(), at));
        }
        Milestone first =
                at.containsKey(Milestone.IMPACT_STARTED)
                        ? Milestone.IMPACT_STARTED
                        : Milestone.DETECTED;
        Moment started = at.get(first);
        Moment resolved = at.get(Milestone.RESOLVED);
        if (started != null
                && resolved != null
                && Duration.between(started.at(), resolved.at()).compareTo(LONG) > 0) {
            found.add(
                    "from "
                            + words(first)
                            + " to resolved it took "
                            + Duration.between(started.at(), resolved.at()).toDays()
                            + " days");
        }
    }

    /** The record gives two times for one thing; that one says why it is another is no slip. */
    private void twice(List<IncidentEvent> events) {
        Map<Milestone, Moment> before = new EnumMap<>(Milestone.class);
        for (IncidentEvent event : events) {
            if (event instanceof MilestoneSet set) {
                Moment other = before.put(set.milestone(), set.occurredAt());
                if (other != null && !other.equals(set.occurredAt()) && set.reason() == null) {
                    found.add(
                            words(set.milestone())
                                    + " is given twice, "
                                    + other.at()
                                    + " and "
                                    + set.occurredAt().at()
                                    + ": the last one holds");
                }
            } else if (event instanceof MilestoneCleared cleared) {
                before.remove(cleared.milestone());
            }
        }
    }

    private void told(List<IncidentEvent> events, Map<Milestone, Moment> milestones) {
        Moment told = milestones.get(Milestone.PUBLIC_TOLD);
        events.stream()
                .filter(TimelineEntryRecorded.class::isInstance)
                .map(TimelineEntryRecorded.class::cast)
                .filter(
                        entry ->
                                told != null
                                        && entry.content() instanceof EntryContent.Update update
                                        && update.audience() == Audience.PUBLIC
                                        && entry.occurredAt().surelyBefore(told))
                .min(Comparator.comparing(entry -> entry.occurredAt().at()))
                .ifPresent(
                        first ->
                                found.add(
                                        told(Milestone.PUBLIC_TOLD, milestones)
                                                + " comes after an update for the public ("
                                                + first.occurredAt().at()
                                                + ")"));
    }

    private static String told(Milestone milestone, Map<Milestone, Moment> at) {
        return words(milestone) + " (" + Objects.requireNonNull(at.get(milestone)).at() + ")";
    }

    /** Whether hours on call explain a difference is for the reports to say. */
    private void durations(List<IncidentEvent> events, Map<Milestone, Moment> at) {
        for (IncidentEvent event : events) {
            if (event instanceof DurationStated stated
                    && at.get(stated.from()) instanceof Moment from
                    && at.get(stated.to()) instanceof Moment to
                    && from.precision().measurable()
                    && to.precision().measurable()) {
                Duration said = Duration.ofSeconds(stated.seconds());
                if (!from.mayLast(said, to, Duration::between)) {
                    found.add(
                            "from %s to %s it took %s, %s is stated"
                                    .formatted(
                                            words(stated.from()),
                                            words(stated.to()),
                                            Duration.between(from.at(), to.at()),
                                            said));
                }
            }
        }
    }

    private void severity(List<IncidentEvent> events) {
        for (IncidentEvent event : events) {
            Map<String, String> labels =
                    switch (event) {
                        case IncidentDeclared declared -> declared.labels();
                        case LabelsChanged changed -> changed.set();
                        default -> Map.of();
                    };
            String word = labels.get(PastSeverity.LABEL);
            if (word != null) {
                found.add(
                        "the severity "
                                + word
                                + " is none of SEV1 to SEV5: kept as the label "
                                + PastSeverity.LABEL);
            }
        }
    }

    private void orders(ImportIncident ordered) {
        tell(
                pointers(ordered, Importing::isUntimed),
                "without a time: only their place is recorded");
        tell(
                pointers(ordered, step -> step.command() instanceof SendFromTemplate),
                "in the words that a template has today");
    }

    private static List<String> pointers(ImportIncident ordered, Predicate<Step> odd) {
        return ordered.steps().stream().filter(odd).map(Step::pointer).toList();
    }

    private void entries(List<IncidentEvent> events, Map<Milestone, Moment> milestones) {
        List<String> back = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        List<String> after = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        List<String> longer = new ArrayList<>();
        Milestone end =
                milestones.containsKey(Milestone.CLOSED) ? Milestone.CLOSED : Milestone.RESOLVED;
        Moment ended = milestones.get(end);
        Map<String, Moment> seen = new HashMap<>();
        @Nullable Moment before = null;
        int number = 0;
        for (IncidentEvent event : events) {
            if (event instanceof TimelineEntryRecorded entry) {
                String named = "entry " + ++number;
                Moment at = entry.occurredAt();
                if (before != null && at.at().isBefore(before.at())) {
                    back.add(named);
                }
                if (at.equals(seen.put(entry.content().text(), at))) {
                    twice.add(named);
                }
                if (ended != null && ended.surelyBefore(at)) {
                    after.add(named);
                }
                if (entry.content() instanceof EntryContent.Update update
                        && update.nextUpdateDue() != null
                        && at.precision().measurable()
                        && !update.nextUpdateDue().isAfter(at.at())) {
                    broken.add(named);
                }
                if (entry.content().text().length() > Checks.TEXT) {
                    longer.add(named);
                }
                before = at;
            }
        }
        tell(back, "earlier than the one before: the timeline goes by the times");
        tell(twice, "told twice, in the same words at the same time");
        tell(after, "later than " + words(end));
        tell(broken, "with a next update that was due before they were sent");
        tell(longer, "longer than the " + Checks.TEXT + " characters of an order");
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
