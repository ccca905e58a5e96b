package io.incidentledger.postmortem.document;

import static io.incidentledger.postmortem.document.MarkdownText.inline;

import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.Status;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.UpdateDueChanged;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.Span;
import io.incidentledger.postmortem.history.TimelineItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who was told what, and whether the next update came when it was promised. */
final class Communication {
    private record Sent(TimelineItem item, EntryContent.Update update) {}

    private final IncidentHistory history;
    private final Page page;

    Communication(IncidentHistory history, Page page) {
        this.history = history;
        this.page = page;
    }

    void write() {
        page.section("Communication");
        List<Sent> sent = new ArrayList<>();
        for (TimelineItem item : history.timeline()) {
            if (item.event() instanceof TimelineEntryRecorded entry
                    && entry.content() instanceof EntryContent.Update update) {
                sent.add(new Sent(item, update));
            }
        }
        if (sent.isEmpty() && history.demands().isEmpty()) {
            page.paragraph("No update recorded.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            rows.add(row(sent.get(i), sent.subList(i + 1, sent.size())));
        }
        if (rows.isEmpty()) {
            page.paragraph("No update recorded.");
        } else {
            page.table(List.of("Sent", "For", "What was said", "Next update due"), rows);
        }
        demanded(sent);
    }

    /** What was demanded beside what the updates say themselves. */
    private void demanded(List<Sent> sent) {
        List<UpdateDueChanged> demands = history.demands();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < demands.size(); i++) {
            UpdateDueChanged demand = demands.get(i);
            if (demand.due() != null && !stood(demand, demands.subList(0, i), sent)) {
                String outcome =
                        outcome(demand, demand.due(), demands.subList(i + 1, demands.size()), sent);
                rows.add(
                        List.of(
                                Words.of(demand.audience()),
                                Times.full(demand.due()) + outcome,
                                setBy(demand)));
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        page.paragraph(
                "The cadence of the severity demanded updates by these times, counted from the"
                        + " declaration, a change of the severity or a reopening"
                        + (demands.stream().allMatch(demand -> demand.takenOverFrom() == null)
                                ? ""
                                : ", unless an incident that is part of this one had them")
                        + ". An update is late when it"
                        + " came after its time, and missed when none came while the incident went on.");
        page.table(List.of("For", "Update due", "Cadence"), rows);
    }

    /** Whether that time had been named before, and nobody was told since: it is said again. */
    private static boolean stood(
            UpdateDueChanged demand, List<UpdateDueChanged> earlier, List<Sent> sent) {
        Sent told =
                sent.stream()
                        .filter(it -> it.update().audience() == demand.audience())
                        .filter(it -> !before(demand.occurredAt(), it.item()))
                        .reduce((one, next) -> next)
                        .orElse(null);
        return told != null && Objects.equals(told.update().nextUpdateDue(), demand.due())
                || earlier.stream()
                        .filter(it -> it.audience() == demand.audience())
                        .filter(it -> told == null || !before(it.occurredAt(), told.item()))
                        .anyMatch(it -> Objects.equals(it.due(), demand.due()));
    }

    private static String setBy(UpdateDueChanged demand) {
        OtherIncident other = demand.takenOverFrom();
        return inline(other == null ? demand.policy() : "from " + other.named());
    }

    private String outcome(
            UpdateDueChanged demand, Instant due, List<UpdateDueChanged> later, List<Sent> sent) {
        Moment since = demand.occurredAt();
        List<Sent> answers =
                sent.stream()
                        .filter(it -> it.update().audience() == demand.audience())
                        .filter(it -> since == null || !before(it.item().occurredAt(), since))
                        .toList();
        @Nullable Instant stands = due;
        for (UpdateDueChanged next : later) {
            Moment at = next.occurredAt();
            if (next.audience() == demand.audience()
                    && at != null
                    && !at.at().isAfter(due)
                    && (answers.isEmpty() || before(at, answers.getFirst().item()))) {
                stands = next.due();
            }
        }
        return !due.equals(stands) ? "; replaced" : kept(since, due, demand.audience(), answers);
    }

    private static boolean before(@Nullable Moment one, TimelineItem item) {
        return item.occurredAt() != null && before(one, item.occurredAt());
    }

    private static boolean before(@Nullable Moment one, Moment other) {
        return one != null && one.at().isBefore(other.at());
    }

    private List<String> row(Sent sent, List<Sent> later) {
        String text = sent.item().text();
        String said = inline(text == null ? "" : text);
        Instant due = sent.update().nextUpdateDue();
        return List.of(
                Times.full(sent.item().occurredAt()),
                Words.of(sent.update().audience()),
                sent.item().retraction() == null ? said : MarkdownText.struck(said),
                due == null
                        ? Boolean.TRUE.equals(sent.update().last())
                                ? "nothing further"
                                : "not promised"
                        : Times.full(due)
                                + (sent.update().duePolicy() == null
                                        ? ""
                                        : " (cadence " + inline(sent.update().duePolicy()) + ")")
                                + kept(
                                        sent.item().occurredAt(),
                                        due,
                                        sent.update().audience(),
                                        later));
    }

    private String kept(@Nullable Moment since, Instant due, Audience audience, List<Sent> later) {
        Span<Status> end = end(since, due);
        Moment over = end == null ? null : end.from();
        for (Sent next : later) {
            if (next.update().audience() == audience
                    && (over == null || before(next.item().occurredAt(), over))) {
                return kept(due, next.item().occurredAt());
            }
        }
        if (end != null) {
            return "; " + Words.of(end.value()) + " before";
        }
        if (history.state().history()) {
            return "; no other recorded";
        }
        // The last recorded fact is the only clock here.
        return history.state().lastActivityAt().isAfter(due) ? "; missed" : "";
    }

    /** How the incident was over before somebody had to hear: what ends it ends the waiting. */
    private @Nullable Span<Status> end(@Nullable Moment since, Instant due) {
        return history.statuses().stream()
                .filter(span -> !span.value().active())
                .filter(span -> span.from() != null && !span.from().at().isAfter(due))
                .filter(span -> since == null || !before(span.from(), since))
                .findFirst()
                .orElse(null);
    }

    private static String kept(Instant due, @Nullable Moment next) {
        if (next == null || !next.precision().measurable()) {
            return "; nobody recorded when it came";
        }
        return next.at().isAfter(due)
                ? "; came " + Durations.words(Duration.between(due, next.at())) + " late"
                : "; came in time";
    }
}
