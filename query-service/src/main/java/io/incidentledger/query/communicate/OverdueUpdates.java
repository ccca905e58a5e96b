package io.incidentledger.query.communicate;

import static io.incidentledger.postmortem.document.MarkdownText.inline;

import io.incidentledger.events.Audience;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Severity;
import io.incidentledger.events.Status;
import io.incidentledger.query.request.CsvTable;
import io.incidentledger.query.request.Words;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which updates had not come as of a moment.
 *
 * @param position of the last event that was recorded by then
 * @param overdue longest overdue first; one incident stands there once for each audience that waits
 */
record OverdueUpdates(Instant asOf, long position, List<Overdue> overdue) {

    /**
     * An update that had not come.
     *
     * @param lastSent when they heard last; null when they have heard nothing
     * @param policy name and version of the cadence that set the time; null when a person did
     * @param reminded whether somebody was reminded of it
     * @param teller who holds communications, else the lead, else the reporter
     */
    record Overdue(
            String incident,
            UUID id,
            String title,
            @Nullable Severity severity,
            List<String> services,
            Status status,
            boolean drill,
            Audience audience,
            Instant due,
            long overdueMinutes,
            @Nullable Instant lastSent,
            @Nullable String policy,
            boolean reminded,
            @Nullable Handle teller) {}

    String csv() {
        CsvTable table =
                new CsvTable(
                        "incident",
                        "title",
                        "audience",
                        "overdue_minutes",
                        "due",
                        "last_sent",
                        "set_by",
                        "reminded",
                        "teller",
                        "status",
                        "severity",
                        "services",
                        "drill");
        for (Overdue item : overdue) {
            table.row(
                    item.incident,
                    item.title,
                    Words.of(item.audience),
                    item.overdueMinutes,
                    item.due,
                    item.lastSent,
                    setBy(item),
                    item.reminded,
                    item.teller,
                    Words.of(item.status),
                    item.severity,
                    String.join(", ", item.services),
                    item.drill);
        }
        return table.toString();
    }

    /** CommonMark with tables. People's text stays text. */
    String markdown() {
        StringBuilder page = new StringBuilder("# Overdue updates\n\n");
        page.append(
                "As of %s, which is ledger position %d. An update is overdue from the time that the one"
                                .formatted(asOf, position)
                        + " before it named, or the cadence of the severity set, until it comes or the"
                        + " incident is over.\n\n");
        if (overdue.isEmpty()) {
            return page.append("Nothing is overdue.\n").toString();
        }
        row(
                page,
                "Incident",
                "Severity",
                "Status",
                "For",
                "Minutes over",
                "Due",
                "Last sent",
                "Set by",
                "Who tells",
                "Reminded");
        row(page, "---", "---", "---", "---", "---:", "---", "---", "---", "---", "---");
        for (Overdue item : overdue) {
            row(
                    page,
                    inline(item.incident)
                            + " "
                            + inline(item.title)
                            + (item.drill ? " (drill)" : ""),
                    text(item.severity),
                    Words.of(item.status),
                    Words.of(item.audience),
                    String.valueOf(item.overdueMinutes),
                    item.due.toString(),
                    item.lastSent == null ? "never" : item.lastSent.toString(),
                    inline(setBy(item)),
                    text(item.teller),
                    item.reminded ? "yes" : "no");
        }
        return page.toString();
    }

    private static String setBy(Overdue item) {
        return item.policy == null ? "person" : item.policy;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : inline(value.toString());
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
