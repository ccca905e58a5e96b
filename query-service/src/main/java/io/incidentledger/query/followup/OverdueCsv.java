package io.incidentledger.query.followup;

import io.incidentledger.query.followup.OverdueReport.Overdue;
import io.incidentledger.query.request.CsvTable;
import io.incidentledger.query.request.Words;

/** The overdue follow-ups as CSV, one row each. */
final class OverdueCsv {
    private OverdueCsv() {}

    static String of(OverdueReport report) {
        CsvTable table =
                new CsvTable(
                        "number",
                        "title",
                        "overdue_days",
                        "due",
                        "owner",
                        "team",
                        "state",
                        "priority",
                        "type",
                        "moves",
                        "last_activity_at",
                        "tracker",
                        "incident",
                        "incident_title",
                        "severity",
                        "services");
        for (Overdue item : report.overdue()) {
            table.row(
                    item.number(),
                    item.title(),
                    item.overdueDays(),
                    item.due(),
                    item.owner(),
                    item.team(),
                    Words.of(item.state()),
                    Words.of(item.priority()),
                    Words.of(item.type()),
                    item.moves(),
                    item.lastActivityAt(),
                    item.tracker(),
                    item.incident(),
                    item.incidentTitle(),
                    item.severity(),
                    String.join(", ", item.services()));
        }
        return table.toString();
    }
}
