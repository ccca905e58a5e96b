package io.incidentledger.query.metrics;

import static io.incidentledger.postmortem.document.MarkdownText.inline;

import io.incidentledger.events.Statistic;
import io.incidentledger.events.Status;
import io.incidentledger.postmortem.document.ContradictionWords;
import io.incidentledger.postmortem.document.Durations;
import io.incidentledger.postmortem.history.Contradiction;
import io.incidentledger.query.metrics.MetricsReport.Figure;
import io.incidentledger.query.metrics.MetricsReport.Flag;
import io.incidentledger.query.metrics.MetricsReport.Group;
import io.incidentledger.query.request.Words;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The figures as Markdown: CommonMark with tables. People's text stays text. */
final class MetricsMarkdown {
    private static final String ELAPSED = "elapsed";

    private final StringBuilder out = new StringBuilder();

    private MetricsMarkdown() {}

    static String of(MetricsReport report) {
        MetricsMarkdown page = new MetricsMarkdown();
        page.write(report);
        return page.out.toString();
    }

    private void write(MetricsReport report) {
        line("# Metrics");
        line("");
        line(
                "As of %s, which is ledger position %d. An incident belongs where its time says: %s."
                                .formatted(report.asOf(), report.position(), report.belonging())
                        + " From %s, to before %s; periods begin in %s."
                                .formatted(
                                        or(report.from(), "the first"),
                                        or(report.to(), "the last"),
                                        report.zone().equals("Z") ? "UTC" : report.zone()));
        line("");
        line(
                "Covered: %s%s."
                        .formatted(
                                count(report.incidents()),
                                report.leftOut().isEmpty()
                                        ? ""
                                        : ", left out are: " + counts(report.leftOut())));
        line("");
        if (report.leftOut().containsKey(Words.of(Status.MERGED))) {
            line(
                    "What was merged is left out whole: its services, severity, causes and cost count"
                            + " nowhere, only the incident that it is part of does.");
            line("");
        }
        if (report.otherFigures() > 0) {
            line(
                    "Published figures of other incidents or periods than these groups, held against"
                            + " nothing here: %d. Ask by month or quarter, of all or of their service alone."
                                    .formatted(report.otherFigures()));
            line("");
        }
        line(report.method());
        if (report.supportHours() != null) {
            line("");
            line("Support hours: " + inline(report.supportHours()) + ".");
        }
        report.groups().forEach(this::group);
        group(report.total());
        contradictions(report);
    }

    private void group(Group group) {
        line("");
        line("## " + inline(group.name()));
        line("");
        if (group.incidents() == 0) {
            line("No incidents.");
        } else {
            incidents(group);
        }
        List<Figure> known =
                group.figures().stream()
                        .filter(
                                figure ->
                                        figure.elapsed().count() > 0
                                                || figure.stated() != null
                                                || !figure.published().isEmpty())
                        .toList();
        String unknown =
                group.figures().stream()
                        .filter(figure -> !known.contains(figure) && group.incidents() > 0)
                        .map(figure -> figure.title() + " (" + counts(figure.leftOut()) + ")")
                        .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            line("");
            line("Without any value: " + unknown + ".");
        }
        if (known.isEmpty()) {
            return;
        }
        line("");
        row("Metric", "Formula", "Counted", "Of", "Mean", "Median", "p90", "Change", "Left out");
        row("---", "---", "---", "---:", "---:", "---:", "---:", "---:", "---");
        for (Figure figure : known) {
            summary(figure, ELAPSED, figure.elapsed());
            summary(figure, "within support hours", figure.withinSupportHours());
            summary(figure, "as stated", figure.stated());
            figure.published().forEach(this::published);
        }
    }

    private void incidents(Group group) {
        line(
                "%s, [each with its events](%s)%s."
                        .formatted(
                                count(group.incidents()),
                                group.link(),
                                group.contradicting() == 0
                                        ? ""
                                        : "; [contradictions](#contradictions) in the records of %d"
                                                .formatted(group.contradicting())));
    }

    private void published(Published said) {
        row(
                "",
                "",
                "as published, " + inline(said.source()),
                said.incidents() == null ? "" : said.incidents().toString(),
                said.statistic() == Statistic.MEAN ? words(said) : "",
                said.statistic() == Statistic.MEDIAN ? words(said) : "",
                said.statistic() == Statistic.P90 ? words(said) : "",
                "",
                said.contradicts() ? "[contradicts](#contradictions)" : given(said));
    }

    private static String given(Published said) {
        return said.givenBy().isEmpty()
                ? ""
                : said.givenBy().stream()
                        .map(way -> Words.of(way).replace('-', ' '))
                        .collect(Collectors.joining(", ", "given by ", " over " + said.over()));
    }

    private void summary(Figure figure, String counted, @Nullable Summary summary) {
        if (summary == null) {
            return;
        }
        boolean elapsed = counted.equals(ELAPSED);
        row(
                elapsed ? figure.title() : "",
                elapsed ? figure.formula() : "",
                counted,
                String.valueOf(summary.count()),
                words(summary.mean()),
                words(summary.median()),
                words(summary.p90()),
                elapsed && figure.trend() != null ? words(figure.trend().mean()) : "",
                elapsed ? counts(figure.leftOut()) : "");
    }

    private void contradictions(MetricsReport report) {
        if (report.contradicting() + report.contradictingFigures() == 0) {
            return;
        }
        line("");
        line("## Contradictions");
        if (report.contradictingFigures() > 0) {
            line("");
            line("Published, but not what the incidents come to:");
            line("");
            report.groups().forEach(this::publishedOtherwise);
        }
        if (report.contradicting() > 0) {
            records(report);
        }
    }

    private void publishedOtherwise(Group group) {
        for (Figure figure : group.figures()) {
            for (Published said : figure.published()) {
                if (said.contradicts()) {
                    line(
                            "- %s: %s, %s published as %s%s; %s (%s, event %d)"
                                    .formatted(
                                            inline(group.name()),
                                            figure.title(),
                                            Words.of(said.statistic()),
                                            words(said),
                                            over(said),
                                            found(group, figure, said.statistic()),
                                            inline(said.source()),
                                            said.position()));
                }
            }
        }
    }

    private static String over(Published said) {
        if (said.incidents() != null) {
            return " over " + count(said.incidents());
        }
        return said.duration() == null
                ? ""
                : ", taken as over all that have a value, " + count(said.over());
    }

    private static String found(Group group, Figure figure, Statistic statistic) {
        StringJoiner found = new StringJoiner(", ", "here ", "; " + count(group.incidents()));
        found.setEmptyValue("here no value; " + count(group.incidents()));
        found(found, "stated", figure.stated(), statistic);
        found(found, ELAPSED, figure.elapsed(), statistic);
        found(found, "within support hours", figure.withinSupportHours(), statistic);
        return found.toString();
    }

    private static void found(
            StringJoiner found, String counted, @Nullable Summary summary, Statistic statistic) {
        if (summary != null && summary.count() > 0) {
            found.add(counted + " " + words(summary.get(statistic)) + " over " + summary.count());
        }
    }

    private static String words(Published said) {
        if (said.duration() == null) {
            return "none";
        }
        return Durations.words(said.duration())
                + (said.roundedTo().equals(Published.TO_THE_MINUTE)
                        ? ""
                        : " (to " + Durations.words(said.roundedTo()) + ")");
    }

    private void records(MetricsReport report) {
        line("");
        line(
                "In the records of %s two things do not go together; the figures hold what each"
                                .formatted(count(report.contradicting()))
                        + " says, unchanged."
                        + (report.contradicting() == report.contradictions().size()
                                ? ""
                                : " Here are the first %d; those of all are with [each incident](%s)."
                                        .formatted(
                                                report.contradictions().size(),
                                                report.total().link())));
        line("");
        for (Flag flag : report.contradictions()) {
            for (Contradiction found : flag.contradictions()) {
                line(
                        "- %s: %s (events %s)"
                                .formatted(
                                        inline(flag.incident()),
                                        ContradictionWords.of(found),
                                        found.positions().stream()
                                                .map(String::valueOf)
                                                .collect(Collectors.joining(", "))));
            }
        }
    }

    private static String words(@Nullable Duration duration) {
        return duration == null ? "–" : Durations.words(duration);
    }

    private static String count(long incidents) {
        return incidents == 1 ? "1 incident" : incidents + " incidents";
    }

    private static String counts(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String or(@Nullable Object value, String otherwise) {
        return Objects.toString(value, otherwise);
    }

    private void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
