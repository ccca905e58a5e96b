package io.incidentledger.postmortem.document;

import io.incidentledger.events.HypothesisState;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.postmortem.history.Correction;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.MetricDefinition;
import io.incidentledger.postmortem.history.Outcome;
import io.incidentledger.postmortem.history.Reached;
import io.incidentledger.postmortem.history.Retraction;
import io.incidentledger.postmortem.history.TimelineItem;
import io.incidentledger.postmortem.history.TimelineKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happened, day by day.
 *
 * <p>A milestone without words of its own is written on the item of its instant, since that item
 * tells how it was reached; one that was set anew shows only where it stands now.
 */
final class TimelineSection {
    private final IncidentHistory history;
    private final Times times;
    private final Page page;
    private final TimelineWords words;
    private final Map<String, List<Milestone>> reached = new HashMap<>();

    private @Nullable LocalDate day;
    private boolean inList;
    private @Nullable String offset;

    TimelineSection(IncidentHistory history, Times times, Page page) {
        this.history = history;
        this.times = times;
        this.page = page;
        this.words = new TimelineWords(history);
    }

    void write() {
        page.section("Timeline");
        page.paragraph(
                times.local()
                        ? "Times are UTC; in brackets "
                                + times.zone()
                                + ", with its offset wherever that changes."
                        : "Times are UTC.");
        threads();
        List<TimelineItem> shown = shown();
        shown.stream().filter(item -> item.occurredAt() != null).forEach(this::timed);
        List<TimelineItem> untimed =
                shown.stream().filter(item -> item.occurredAt() == null).toList();
        if (!untimed.isEmpty()) {
            endOfList();
            page.subsection("Nobody recorded when");
            untimed.forEach(item -> item(item, "unknown"));
        }
        page.blank();
    }

    private void threads() {
        if (!history.threads().isEmpty()) {
            page.table(
                    List.of("Thread", "Owner", "State", "Conclusion"),
                    history.threads().stream()
                            .map(
                                    thread ->
                                            List.of(
                                                    MarkdownText.inline(thread.title()),
                                                    Words.handle(thread.owner(), "nobody"),
                                                    Words.of(thread.state()),
                                                    thread.conclusion() == null
                                                            ? "–"
                                                            : MarkdownText.inline(
                                                                    thread.conclusion())))
                            .toList());
        }
    }

    private List<TimelineItem> shown() {
        List<TimelineItem> items = new ArrayList<>();
        Map<Instant, List<TimelineItem>> byTime = new HashMap<>();
        for (TimelineItem item : history.timeline()) {
            if (item.kind() != TimelineKind.MILESTONE && words.shown(item)) {
                items.add(item);
                Moment at = item.occurredAt();
                if (at != null && at.precision().measurable()) {
                    byTime.computeIfAbsent(at.at(), key -> new ArrayList<>()).add(item);
                }
            }
        }
        for (TimelineItem item : history.timeline()) {
            if (item.event() instanceof MilestoneSet set && stands(item, set)) {
                TimelineItem host =
                        byTime
                                .computeIfAbsent(set.occurredAt().at(), key -> new ArrayList<>())
                                .stream()
                                .filter(
                                        other ->
                                                set.reason() == null
                                                        && tells(other, set.milestone())
                                                        && asPrecise(other, set))
                                .findFirst()
                                .orElse(item);
                if (host == item) {
                    items.add(item);
                    byTime.get(set.occurredAt().at()).add(item);
                }
                reached.computeIfAbsent(host.key(), key -> new ArrayList<>()).add(set.milestone());
            }
        }
        items.sort(TimelineItem.ORDER);
        return items;
    }

    /** Whether an item of the same instant tells how a milestone was reached. */
    private static boolean tells(TimelineItem item, Milestone milestone) {
        return switch (item.kind()) {
            case UPDATE -> milestone == Milestone.PUBLIC_TOLD;
            case DECLARED -> milestone == Milestone.DECLARED;
            case RESOLVED -> milestone == Milestone.RESOLVED;
            case CLOSED -> milestone == Milestone.CLOSED;
            case MILESTONE -> true;
            case NOTE, HYPOTHESIS, FINDING, DECISION, ACTION, CHANGE, EVIDENCE, CUSTOMER_REPORT ->
                    milestone != Milestone.PUBLIC_TOLD;
            case DETAILS,
                    SEVERITY,
                    IMPACT,
                    STATUS,
                    ROLE,
                    THREAD,
                    RUNBOOK,
                    FOLLOW_UP,
                    CAUSE,
                    RELATION,
                    REMINDER,
                    REOPENED,
                    CANCELLED,
                    MERGED ->
                    false;
        };
    }

    /** One line has one time, which says of both how well it is known. */
    private static boolean asPrecise(TimelineItem item, MilestoneSet set) {
        Moment at = item.occurredAt();
        return at != null && at.precision() == set.occurredAt().precision();
    }

    private boolean stands(TimelineItem item, MilestoneSet set) {
        Reached now = history.state().milestone(set.milestone());
        return now != null && now.position() == item.position();
    }

    private void timed(TimelineItem item) {
        Moment at = Objects.requireNonNull(item.occurredAt());
        LocalDate date = Times.date(at.at());
        // Of what has only a place nobody knows the day.
        if (at.precision().measurable() && !date.equals(day)) {
            endOfList();
            page.subsection(Times.day(date));
            day = date;
        }
        item(item, Times.clock(at) + local(at));
    }

    private void endOfList() {
        if (inList) {
            page.blank();
        }
        inList = false;
    }

    private String local(Moment at) {
        String clock = times.localClock(at);
        if (clock.isEmpty()) {
            return "";
        }
        String now = times.offset(at.at());
        boolean changed = !now.equals(offset);
        offset = now;
        return " (" + clock + (changed ? "\u00A0" + now : "") + ")";
    }

    private void item(TimelineItem item, String time) {
        inList = true;
        String text = words.text(item);
        String by = Words.handle(item.by(), "");
        page.item(
                "**"
                        + time
                        + "** *"
                        + label(item)
                        + "*"
                        + (text.isEmpty() ? "" : " " + text)
                        + (by.isEmpty() ? "" : " — " + by));
        Retraction retraction = item.retraction();
        words.details(item).stream()
                .map(detail -> retraction == null ? detail : MarkdownText.struck(detail))
                .forEach(page::note);
        if (retraction != null) {
            page.note(struckOut(retraction));
        }
        if (item.late()) {
            page.note("Recorded late, on " + Times.full(item.recordedAt()) + ".");
        }
        item.outcomes().forEach(outcome -> page.note(judged(outcome)));
        item.corrections().forEach(correction -> page.note(corrected(correction)));
        redacted(item).forEach(page::note);
    }

    private static String struckOut(Retraction retraction) {
        return "Struck out by "
                + Words.handle(retraction.by(), "")
                + " on "
                + Times.full(retraction.recordedAt())
                + " ("
                + MarkdownText.inline(retraction.reason())
                + ").";
    }

    private static String judged(Outcome outcome) {
        String by = Words.handle(outcome.by(), "");
        Moment at = outcome.occurredAt();
        return (outcome.state() == HypothesisState.OPEN
                        ? "Open again"
                        : Words.capital(Words.of(outcome.state())))
                + (by.isEmpty() ? "" : " by " + by)
                + (at == null ? "" : " on " + Times.full(at))
                + (outcome.text() == null
                        ? "."
                        : ": " + MarkdownText.block(outcome.text(), "    "));
    }

    private static Stream<String> redacted(TimelineItem item) {
        return item.redactions().stream()
                .map(
                        redaction ->
                                "Redacted by "
                                        + Words.handle(redaction.by(), "")
                                        + " on "
                                        + Times.full(redaction.recordedAt())
                                        + " ("
                                        + MarkdownText.inline(redaction.reason())
                                        + ").")
                .distinct();
    }

    /** What it is, milestones first; a plain note says nothing beside a milestone. */
    private String label(TimelineItem item) {
        List<String> labels = new ArrayList<>();
        for (Milestone milestone : reached.getOrDefault(item.key(), List.of())) {
            labels.add(MetricDefinition.words(milestone));
        }
        String kind =
                item.kind() == TimelineKind.FOLLOW_UP
                        ? "follow-up"
                        : Words.of(
                                StatedSeverity.changedBy(item)
                                        ? TimelineKind.SEVERITY
                                        : item.kind());
        if (labels.contains(MetricDefinition.words(Milestone.PUBLIC_TOLD))) {
            return Words.capital(String.join(", ", labels));
        }
        if (labels.isEmpty()
                || item.kind() != TimelineKind.NOTE
                        && item.kind() != TimelineKind.MILESTONE
                        && !labels.contains(kind)) {
            labels.add(kind);
        }
        String marker = words.marker(item);
        if (!marker.isEmpty()) {
            labels.add(marker);
        }
        return Words.capital(String.join(", ", labels));
    }

    private static String corrected(Correction correction) {
        List<String> former = new ArrayList<>();
        if (correction.formerOccurredAt() != null) {
            former.add("the time was " + Times.full(correction.formerOccurredAt()));
        }
        if (correction.formerText() != null) {
            former.add("it read: " + MarkdownText.block(correction.formerText(), "    "));
        }
        return "Corrected by "
                + Words.handle(correction.by(), "")
                + " on "
                + Times.full(correction.recordedAt())
                + " ("
                + MarkdownText.inline(correction.reason())
                + "); before, "
                + String.join(", and ", former);
    }
}
