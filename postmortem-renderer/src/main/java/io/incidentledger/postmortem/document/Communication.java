package io.incidentledger.postmortem.document;

import static io.incidentledger.postmortem.document.MarkdownText.inline;

import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.Reached;
import io.incidentledger.postmortem.history.TimelineItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        if (sent.isEmpty()) {
            page.paragraph("No update recorded.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            rows.add(row(sent.get(i), sent.subList(i + 1, sent.size())));
        }
        page.table(List.of("Sent", "For", "What was said", "Next update due"), rows);
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
                        ? "not promised"
                        : Times.full(due) + kept(due, sent.update().audience(), later));
    }

    private String kept(Instant due, Audience audience, List<Sent> later) {
        for (Sent next : later) {
            if (next.update().audience() == audience) {
                return kept(due, next.item().occurredAt());
            }
        }
        Reached resolved = history.state().milestone(Milestone.RESOLVED);
        if (resolved != null && !resolved.at().at().isAfter(due)) {
            return "; resolved before";
        }
        if (history.state().history()) {
            return "; no other recorded";
        }
        // The last recorded fact is the only clock here.
        return history.state().lastActivityAt().isAfter(due) ? "; missed" : "";
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
