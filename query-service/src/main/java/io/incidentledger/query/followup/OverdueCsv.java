package io.incidentledger.query.followup;

import io.incidentledger.query.followup.OverdueReport.Overdue;
import io.incidentledger.query.request.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * The overdue follow-ups as RFC 4180 has it, one row each. What a spreadsheet would take for a
 * formula has an apostrophe before it.
 */
final class OverdueCsv {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180
                    .builder()
                    .setHeader(
                            "number",
                            "title",
                            "days_over",
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
                            "services")
                    .get();

    private OverdueCsv() {}

    static String of(OverdueReport report) {
        StringBuilder out = new StringBuilder();
        try (CSVPrinter csv = new CSVPrinter(out, FORMAT)) {
            for (Overdue item : report.overdue()) {
                csv.printRecord(
                        Stream.of(
                                        item.number(),
                                        item.title(),
                                        item.daysOver(),
                                        item.due(),
                                        text(item.owner()),
                                        text(item.team()),
                                        Words.of(item.state()),
                                        Words.of(item.priority()),
                                        Words.of(item.type()),
                                        item.moves(),
                                        item.lastActivityAt(),
                                        text(item.tracker()),
                                        item.incident(),
                                        item.incidentTitle(),
                                        text(item.severity()),
                                        String.join(", ", item.services()))
                                .map(value -> harmless(value.toString())));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** As OWASP's page on CSV injection advises. */
    private static String harmless(String value) {
        return !value.isEmpty() && "=+-@\t\r\n＝＋－＠".indexOf(value.charAt(0)) >= 0
                ? "'" + value
                : value;
    }
}
