package io.incidentledger.postmortem.document;

import static io.incidentledger.postmortem.document.MarkdownText.inline;

import io.incidentledger.events.Detection;
import io.incidentledger.events.Impact;
import io.incidentledger.events.LabelsChanged;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.Role;
import io.incidentledger.events.Severity;
import io.incidentledger.events.Source;
import io.incidentledger.events.UsersAffected;
import io.incidentledger.events.Workaround;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.postmortem.history.Metric;
import io.incidentledger.postmortem.history.MetricDefinition;
import io.incidentledger.postmortem.history.Metrics;
import io.incidentledger.postmortem.history.Reached;
import io.incidentledger.postmortem.history.Span;
import io.incidentledger.postmortem.history.Stated;
import io.incidentledger.postmortem.history.SupportHours;
import io.incidentledger.postmortem.history.TimeAtSeverity;
import io.incidentledger.postmortem.history.TimelineItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a reader wants first: what happened, to whom, for how long, and how it was noticed. */
final class Overview {
    private final IncidentHistory history;
    private final IncidentState incident;
    private final Metrics metrics;
    private final Times times;
    private final Page page;

    Overview(IncidentHistory history, @Nullable SupportHours hours, Times times, Page page) {
        this.history = history;
        this.incident = history.state();
        this.metrics = Metrics.of(incident.measured(), hours);
        this.times = times;
        this.page = page;
    }

    void write() {
        header();
        summary();
        impact();
        detection();
        metrics();
    }

    private void header() {
        String number = incident.number() == null ? "Incident" : inline(incident.number());
        page.title(number + ": " + inline(incident.title()));
        if (incident.drill()) {
            page.paragraph("**Drill.** This was an exercise.");
        }
        if (incident.history()) {
            page.paragraph(
                    "*Entered afterwards, as history: what nobody recorded is unknown, and stays so.*");
        }
        OtherIncident into = incident.mergedInto();
        if (into != null) {
            page.paragraph("**Merged** into " + inline(into.named()) + ".");
        }
        long open = history.followUps().stream().filter(item -> item.state().pending()).count();
        Reached began = incident.milestone(Milestone.IMPACT_STARTED);
        page.table(
                List.of(
                        "Severity",
                        "Status",
                        "Impact began",
                        "Lasted",
                        "Noticed after",
                        "Follow-ups open"),
                List.of(
                        List.of(
                                severity(),
                                Words.capital(Words.of(incident.status())),
                                began == null ? "unknown" : Times.full(began.at()),
                                value(MetricDefinition.TO_RESOLVE),
                                value(MetricDefinition.TO_DETECT),
                                open + " of " + history.followUps().size())));
        if (!incident.services().isEmpty()) {
            fact(
                    "Services",
                    Words.list(incident.services().stream().map(MarkdownText::inline).toList()));
        }
        fact("Lead", Words.handle(incident.holder(Role.LEAD), "nobody recorded"));
        if (incident.workedAt() != null) {
            fact("Worked on at", inline(incident.workedAt()));
        }
        Source source = incident.source();
        if (source != null) {
            fact(
                    "Imported from",
                    inline(source.system())
                            + ", "
                            + inline(source.id())
                            + (source.url() == null ? "" : " (" + inline(source.url()) + ")"));
        }
        SortedMap<String, String> labels = new TreeMap<>(incident.labels());
        if (StatedSeverity.former(history)) {
            labels.remove(LabelsChanged.STATED_SEVERITY);
        }
        labels.forEach((name, value) -> fact(inline(Words.capital(name)), inline(value)));
        page.blank();
    }

    private String severity() {
        Severity highest = incident.highestSeverity();
        Severity now = incident.severity();
        if (highest == null || now == null) {
            return "not given";
        }
        return highest == now ? highest.name() : highest + " (last " + now + ")";
    }

    private void summary() {
        page.section("Summary");
        if (incident.summary() != null) {
            page.paragraph(MarkdownText.paragraphs(incident.summary()));
        }
        page.paragraph(new Draft(history, metrics).sentences());
        if (incident.summary() == null) {
            page.paragraph("*Drafted from the record; nobody has written a summary yet.*");
        }
    }

    private void impact() {
        page.section("Impact");
        Impact impact =
                incident.impact() == null ? new Impact(null, null, null, null) : incident.impact();
        fact("Users", users(impact.users()));
        fact(
                "Functionality",
                impact.functionality() == null ? "unknown" : words(impact.functionality()));
        fact("Data loss", impact.dataLoss() == null ? "unknown" : Words.of(impact.dataLoss()));
        fact("Workaround", workaround(impact.workaround()));
        fact("Minutes at each severity", minutes(TimeAtSeverity.of(history)) + heldToBeOver());
        page.blank();
    }

    private static String users(@Nullable UsersAffected users) {
        List<String> known = new ArrayList<>();
        if (users != null && users.count() != null) {
            known.add(String.format(Locale.ROOT, "%,d", users.count()));
        }
        if (users != null && users.percent() != null) {
            known.add(users.plainPercent() + " % of all");
        }
        return known.isEmpty() ? "unknown" : String.join(", ", known);
    }

    private static String workaround(@Nullable Workaround workaround) {
        if (workaround == null) {
            return "unknown";
        }
        if (workaround.description() != null) {
            return words(workaround.description());
        }
        return workaround.exists() ? "there is one" : "none";
    }

    /** Nobody knows whether there was an impact in between. */
    private String heldToBeOver() {
        Duration over =
                history.pauses().stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
        return over.isZero() || TimeAtSeverity.of(history).elapsed().isEmpty()
                ? ""
                : "; with " + minutes(over) + " held to be over before it was reopened";
    }

    private String minutes(TimeAtSeverity time) {
        if (time.reason() != null) {
            return "unknown: " + time.reason();
        }
        // Of one it is the whole; of several none is known better than about.
        String bound =
                time.elapsed().size() == 1
                        ? Figures.bound(metrics.get(MetricDefinition.TO_RESOLVE))
                        : time.sharp() ? "" : "about ";
        List<String> each = new ArrayList<>();
        time.elapsed()
                .forEach(
                        (severity, elapsed) -> each.add(severity + " " + bound + minutes(elapsed)));
        return each.isEmpty() ? "none" : Words.list(each);
    }

    private static String minutes(Duration elapsed) {
        String minutes = String.format(Locale.ROOT, "%,d min", elapsed.toMinutes());
        return elapsed.toHours() < 1 ? minutes : minutes + " (" + Durations.words(elapsed) + ")";
    }

    private void detection() {
        page.section("Detection");
        Detection detection = incident.detection();
        fact("Noticed first by", detection == null ? "unknown" : source(detection));
        Reached detected = incident.milestone(Milestone.DETECTED);
        fact("Noticed", Times.full(detected == null ? null : detected.at()));
        fact("Time to detect", withReason(metrics.get(MetricDefinition.TO_DETECT)));
        fact("Reported by", Words.handle(incident.holder(Role.REPORTER), "nobody recorded"));
        page.blank();
    }

    private static String source(Detection detection) {
        String source =
                switch (detection.source()) {
                    case MONITOR -> "a monitor";
                    case USER -> "a user";
                    case STAFF -> "staff";
                    case OTHER -> "something else";
                };
        return detection.detail() == null ? source : source + ": " + words(detection.detail());
    }

    private void metrics() {
        page.section("Metrics");
        List<List<String>> reached =
                incident.milestones().entrySet().stream()
                        .sorted(Comparator.comparing(milestone -> milestone.getValue().at().at()))
                        .map(milestone -> reached(milestone.getKey(), milestone.getValue()))
                        .toList();
        if (!reached.isEmpty()) {
            page.table(
                    times.local()
                            ? List.of("Milestone", "UTC", times.zone(), "From")
                            : List.of("Milestone", "UTC", "From"),
                    reached);
        }
        page.table(
                List.of("Metric", "Value", "Formula", "From"),
                metrics.all().stream()
                        .map(
                                metric ->
                                        List.of(
                                                metric.title(),
                                                withReason(metric) + stated(metric.stated()),
                                                metric.formula(),
                                                lineage(metric)))
                        .toList());
    }

    private List<String> reached(Milestone milestone, Reached at) {
        List<String> row = new ArrayList<>();
        row.add(Words.capital(MetricDefinition.words(milestone)));
        row.add(Times.full(at.at()));
        if (times.local()) {
            row.add(times.localFull(at.at()));
        }
        row.add(Words.events(List.of(at.position())));
        return row;
    }

    private static String withReason(Metric metric) {
        String reason = Figures.reason(metric);
        Duration within = metric.withinSupportHours();
        return Figures.value(metric)
                + (reason == null ? "" : ": " + reason)
                + (within == null ? "" : ", within support hours " + Durations.words(within));
    }

    /** What a record says that it was, with what it says of how that was counted. */
    private String stated(@Nullable Stated stated) {
        if (stated == null) {
            return "";
        }
        String note =
                history.timeline().stream()
                        .filter(item -> item.position() == stated.position())
                        .map(TimelineItem::text)
                        .filter(Objects::nonNull)
                        .map(text -> " (" + inline(text) + ")")
                        .collect(Collectors.joining());
        return "; stated as " + Durations.words(stated.duration()) + note;
    }

    private static String lineage(Metric metric) {
        Stated stated = metric.stated();
        return Words.events(
                Stream.concat(
                                metric.inputs().stream().map(Metric.Input::position),
                                stated == null ? Stream.empty() : Stream.of(stated.position()))
                        .toList());
    }

    /** What nobody recorded can be seen beside it; why times that are there give nothing cannot. */
    private String value(MetricDefinition definition) {
        Metric metric = metrics.get(definition);
        return metric.result() instanceof Metric.Invalid(String reason)
                ? Figures.value(metric) + ": " + reason
                : Figures.value(metric);
    }

    private void fact(String name, String value) {
        page.item("**" + name + ":** " + value);
    }

    private static String words(String text) {
        return MarkdownText.block(text, "  ");
    }
}
