package io.incidentledger.postmortem.document;

import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.Precision;
import io.incidentledger.postmortem.history.Contradiction;
import io.incidentledger.postmortem.history.Contradictions;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.MetricDefinition;
import io.incidentledger.postmortem.history.Metrics;
import io.incidentledger.postmortem.history.NotHeld;
import io.incidentledger.postmortem.history.Reached;
import io.incidentledger.postmortem.history.SupportHours;
import io.incidentledger.postmortem.history.TimelineItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a reader has to know of the record itself before trusting it. */
final class RecordNotes {
    private final IncidentHistory history;
    private final @Nullable SupportHours hours;
    private final List<String> notes = new ArrayList<>();

    RecordNotes(IncidentHistory history, @Nullable SupportHours hours) {
        this.history = history;
        this.hours = hours;
    }

    void write(Page page) {
        page.section("Record notes");
        if (history.state().history()) {
            notes.add(
                    "Entered afterwards, as history, on "
                            + Times.full(history.state().recordedAt())
                            + " UTC.");
        }
        count(TimelineItem::late, "recorded more than ten minutes after it happened");
        count(item -> !item.corrections().isEmpty(), "corrected; what stood there before is kept");
        count(item -> item.retraction() != null, "struck out; readable still");
        redactions();
        count(precision(Precision.ABOUT), "timed about");
        count(precision(Precision.BY), "timed no later than");
        count(precision(Precision.HOUR), "timed to the hour");
        count(precision(Precision.DAY), "timed to the day");
        count(precision(Precision.ORDER), "untimed; only the place among the others is known");
        count(item -> item.occurredAt() == null && item.kind().entry(), "without any time");
        milestones();
        mitigationNotHeld();
        merged();
        contradictions();
        List<String> without =
                Metrics.of(history.state()).all().stream()
                        .filter(metric -> Figures.reason(metric) != null)
                        .map(metric -> metric.title().toLowerCase(Locale.ROOT))
                        .toList();
        if (!without.isEmpty()) {
            notes.add("Without a value, for the reasons given there: " + Words.list(without) + ".");
        }
        if (notes.isEmpty()) {
            page.paragraph("Nothing to note.");
        } else {
            notes.forEach(page::item);
            page.blank();
        }
    }

    private void count(Predicate<TimelineItem> which, String what) {
        List<Long> found =
                history.timeline().stream()
                        .filter(item -> item.kind().entry())
                        .filter(which)
                        .map(TimelineItem::position)
                        .toList();
        if (!found.isEmpty()) {
            String count = found.size() == 1 ? "1 entry" : found.size() + " entries";
            notes.add(Words.capital(count + " " + what + ": " + Words.events(found) + "."));
        }
    }

    /** Not of entries alone: the words of any event can be hidden. */
    private void redactions() {
        history.redactions().stream()
                .map(
                        redaction ->
                                "The words of event "
                                        + redaction.hidden().position()
                                        + " are redacted, by "
                                        + Words.handle(redaction.by(), "")
                                        + " on "
                                        + Times.full(redaction.recordedAt())
                                        + " ("
                                        + MarkdownText.inline(redaction.reason())
                                        + "); what was recorded has the SHA-256 `"
                                        + redaction
                                                .hidden()
                                                .payloadHash()
                                                .replaceAll("[^0-9a-f]", "")
                                        + "`.")
                .forEach(notes::add);
    }

    private static Predicate<TimelineItem> precision(Precision precision) {
        return item -> {
            Moment at = item.occurredAt();
            return at != null && at.precision() == precision;
        };
    }

    private void milestones() {
        for (TimelineItem item : history.timeline()) {
            if (item.event() instanceof MilestoneSet set && !stands(set, item.position())) {
                milestone(
                        set.milestone(),
                        "was given before as " + Times.full(set.occurredAt()),
                        item);
            }
            if (item.event() instanceof MilestoneCleared cleared) {
                milestone(
                        cleared.milestone(),
                        "was taken back, " + MarkdownText.inline(cleared.reason()),
                        item);
            }
        }
    }

    /** The milestone stays as it was given; whether what was done then held is another matter. */
    private void mitigationNotHeld() {
        NotHeld found = NotHeld.of(history);
        if (found == null) {
            return;
        }
        List<String> wentOn = new ArrayList<>();
        if (!found.reopened().isEmpty()) {
            wentOn.add("was reopened (" + Words.events(found.reopened()) + ")");
        }
        if (!found.wentBack().isEmpty()) {
            wentOn.add("went back from monitoring (" + Words.events(found.wentBack()) + ")");
        }
        notes.add(
                "Mitigated (event "
                        + found.mitigated()
                        + ") before it "
                        + Words.list(wentOn)
                        + ": the time to mitigate is that of what did not hold.");
    }

    private void merged() {
        for (OtherIncident other : history.state().merged()) {
            notes.add(
                    MarkdownText.inline(other.named())
                            + " is part of this incident: its entries, follow-ups, services, severity and"
                            + " causes stand in its own document and are not counted here, nor what it"
                            + " cost.");
        }
    }

    private void contradictions() {
        for (Contradiction found : Contradictions.of(history.state().measured(), hours)) {
            notes.add(
                    Words.capital(ContradictionWords.of(found))
                            + " ("
                            + Words.events(found.positions())
                            + ").");
        }
    }

    private void milestone(Milestone milestone, String what, TimelineItem item) {
        notes.add(
                Words.capital(MetricDefinition.words(milestone))
                        + " "
                        + what
                        + " (event "
                        + item.position()
                        + ").");
    }

    private boolean stands(MilestoneSet set, long position) {
        Reached now = history.state().milestone(set.milestone());
        return now != null && now.position() == position;
    }
}
