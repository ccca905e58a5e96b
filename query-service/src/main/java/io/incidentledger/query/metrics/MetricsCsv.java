package io.incidentledger.query.metrics;

import io.incidentledger.events.Statistic;
import io.incidentledger.query.metrics.MetricsReport.Figure;
import io.incidentledger.query.metrics.MetricsReport.Group;
import io.incidentledger.query.request.CsvTable;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The figures as CSV: a row for each metric of each group and each way of counting, in seconds. */
final class MetricsCsv {
    private static final String ELAPSED = "elapsed";

    private final CsvTable table =
            new CsvTable(
                    "group",
                    "metric",
                    "counted",
                    "incidents",
                    "count",
                    "mean_seconds",
                    "median_seconds",
                    "p90_seconds",
                    "least_seconds",
                    "most_seconds",
                    "left_out",
                    "mean_change_seconds",
                    "behind",
                    "contradicting",
                    "source",
                    "contradicts");

    private MetricsCsv() {}

    static String of(MetricsReport report) {
        MetricsCsv csv = new MetricsCsv();
        report.groups().forEach(csv::group);
        csv.group(report.total());
        return csv.table.toString();
    }

    private void group(Group group) {
        for (Figure figure : group.figures()) {
            row(group, figure, ELAPSED, figure.elapsed());
            row(group, figure, "within-support-hours", figure.withinSupportHours());
            row(group, figure, "stated", figure.stated());
            figure.published().forEach(said -> row(group, figure, said));
        }
    }

    private void row(Group group, Figure figure, String counted, @Nullable Summary summary) {
        if (summary == null) {
            return;
        }
        boolean elapsed = counted.equals(ELAPSED);
        table.row(
                group.name(),
                figure.metric().name(),
                counted,
                group.incidents(),
                summary.count(),
                seconds(summary.mean()),
                seconds(summary.median()),
                seconds(summary.p90()),
                seconds(summary.least()),
                seconds(summary.most()),
                elapsed
                        ? figure.leftOut().entrySet().stream()
                                .map(Object::toString)
                                .collect(Collectors.joining(" "))
                        : null,
                elapsed && figure.trend() != null ? seconds(figure.trend().mean()) : null,
                group.link(),
                group.contradicting(),
                null,
                null);
    }

    private void row(Group group, Figure figure, Published said) {
        table.row(
                group.name(),
                figure.metric().name(),
                "published",
                group.incidents(),
                said.incidents(),
                said.statistic() == Statistic.MEAN ? seconds(said.duration()) : null,
                said.statistic() == Statistic.MEDIAN ? seconds(said.duration()) : null,
                said.statistic() == Statistic.P90 ? seconds(said.duration()) : null,
                null,
                null,
                null,
                null,
                group.link(),
                group.contradicting(),
                said.source(),
                said.contradicts());
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }
}
