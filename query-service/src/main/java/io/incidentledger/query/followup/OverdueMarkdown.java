package io.incidentledger.query.followup;

import static io.incidentledger.postmortem.document.MarkdownText.inline;

import io.incidentledger.query.followup.OverdueReport.Bucket;
import io.incidentledger.query.followup.OverdueReport.Figure;
import io.incidentledger.query.followup.OverdueReport.Group;
import io.incidentledger.query.followup.OverdueReport.Overdue;
import io.incidentledger.query.request.Words;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The overdue report as Markdown: CommonMark with tables. People's text stays text. */
final class OverdueMarkdown {
    private final StringBuilder out = new StringBuilder();

    private OverdueMarkdown() {}

    static String of(OverdueReport report) {
        OverdueMarkdown page = new OverdueMarkdown();
        page.write(report);
        return page.out.toString();
    }

    private void write(OverdueReport report) {
        line("# Overdue follow-ups");
        line("");
        line(
                "As of %s, which is ledger position %d. Days are days in UTC."
                        .formatted(report.asOf(), report.position()));
        line("");
        row("Figure", "Value", "Formula");
        row("---", "---:", "---");
        for (Figure figure : report.figures()) {
            row(figure.title(), value(figure), figure.formula());
        }
        line("");
        row("Overdue by", "Follow-ups");
        row("---", "---:");
        for (Bucket bucket : report.buckets()) {
            row(bucket.title(), String.valueOf(bucket.count()));
        }
        groups("By owner", report.byOwner());
        groups("By team", report.byTeam());
        groups("By service", report.byService());
        groups("By severity", report.bySeverity());
        items(report.overdue());
    }

    private void groups(String title, List<Group> groups) {
        if (groups.isEmpty()) {
            return;
        }
        line("");
        line("## " + title);
        line("");
        row("Name", "Overdue", "Most days over", "Follow-ups");
        row("---", "---:", "---:", "---");
        for (Group group : groups) {
            row(
                    inline(group.name()),
                    String.valueOf(group.count()),
                    String.valueOf(group.mostOverdueDays()),
                    inline(String.join(", ", group.followUps())));
        }
    }

    private void items(List<Overdue> items) {
        line("");
        line("## Overdue");
        line("");
        if (items.isEmpty()) {
            line("Nothing is overdue.");
            return;
        }
        row(
                "Follow-up",
                "Title",
                "Days over",
                "Due",
                "Moved",
                "Owner",
                "State",
                "Priority",
                "Last activity",
                "Tracker",
                "Incident",
                "Severity");
        row("---", "---", "---:", "---", "---:", "---", "---", "---", "---", "---", "---", "---");
        for (Overdue item : items) {
            row(
                    inline(item.number()),
                    inline(item.title()),
                    String.valueOf(item.overdueDays()),
                    item.due().toString(),
                    String.valueOf(item.moves()),
                    text(item.owner()),
                    Words.of(item.state()),
                    Words.of(item.priority()),
                    item.lastActivityAt().atOffset(ZoneOffset.UTC).toLocalDate().toString(),
                    text(item.tracker()),
                    inline(item.incident()) + " " + inline(item.incidentTitle()),
                    text(item.severity()));
        }
    }

    private static String value(Figure figure) {
        if (figure.value() == null) {
            return "unknown";
        }
        boolean ratio = figure.inputs().containsKey("whole");
        return ratio
                ? "%s %% (%d of %d)"
                        .formatted(
                                figure.value()
                                        .movePointRight(2)
                                        .stripTrailingZeros()
                                        .toPlainString(),
                                figure.inputs().get("part"),
                                figure.inputs().get("whole"))
                : figure.value().toPlainString();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : inline(value.toString());
    }

    private void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
