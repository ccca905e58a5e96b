package io.incidentledger.postmortem.document;

import static io.incidentledger.postmortem.document.MarkdownText.inline;

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
            EntryContent.Update update = sent.get(i).update();
            String text = sent.get(i).item().text();
            rows.add(
                    List.of(
                            Times.full(sent.get(i).item().occurredAt()),
                            Words.of(update.audience()),
                            inline(text == null ? "" : text),
                            update.nextUpdateDue() == null
                                    ? "not promised"
                                    : Times.full(update.nextUpdateDue())
                                            + kept(
                                                    update.nextUpdateDue(),
                                                    next(
                                                            sent.subList(i + 1, sent.size()),
                                                            update))));
        }
        page.table(List.of("Sent", "For", "What was said", "Next update due"), rows);
    }

    private static @Nullable Instant next(List<Sent> later, EntryContent.Update update) {
        return later.stream()
                .filter(other -> other.update().audience() == update.audience())
                .map(other -> other.item().occurredAt())
                .filter(at -> at != null && at.precision().measurable())
                .map(Moment::at)
                .findFirst()
                .orElse(null);
    }

    /** The last recorded fact is the only clock here. */
    private String kept(Instant due, @Nullable Instant next) {
        if (next != null) {
            return next.isAfter(due)
                    ? "; came " + Durations.words(Duration.between(due, next)) + " late"
                    : "; came in time";
        }
        Reached resolved = history.state().milestone(Milestone.RESOLVED);
        if (resolved != null && !resolved.at().at().isAfter(due)) {
            return "; resolved before";
        }
        return history.state().lastActivityAt().isAfter(due) ? "; missed" : "";
    }
}
