package io.incidentledger.query.metrics;

import io.incidentledger.postmortem.history.Contradiction;
import io.incidentledger.postmortem.history.Contradictions;
import io.incidentledger.postmortem.history.Metric;
import io.incidentledger.postmortem.history.Metrics;
import io.incidentledger.postmortem.history.SupportHours;
import io.incidentledger.query.metrics.FindMeasured.Found;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Cursor;
import io.incidentledger.query.request.Format;
import io.incidentledger.query.request.Page;
import io.incidentledger.query.request.Refusal.BadParameter;
import io.incidentledger.query.view.LedgerView;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Questions about the metrics of many incidents. */
@RestController
@RequestMapping("/api/v1/reports")
final class MetricsController {
    private static final String GROUP = "group";

    private final LedgerView view;
    private final InstantSource clock;
    private final @Nullable SupportHours hours;

    MetricsController(
            LedgerView view,
            @Qualifier("queryClock") InstantSource clock,
            SupportSettings support) {
        this.view = view;
        this.clock = clock;
        this.hours = support.hours();
    }

    /**
     * An incident behind a figure.
     *
     * @param when the time by which it belongs to its period
     */
    record Behind(
            String incident,
            Instant when,
            List<Metric> metrics,
            List<Contradiction> contradictions) {}

    @GetMapping({"/metrics", "/metrics.{suffix}"})
    ResponseEntity<Object> report(
            @PathVariable(required = false) @Nullable String suffix, HttpServletRequest request) {
        Asked asked = Asked.of(request, MetricsQuestion.PARAMETERS);
        MetricsQuestion question = MetricsQuestion.of(asked);
        Format format = Format.asked(request, suffix, Format.JSON, Format.CSV, Format.MARKDOWN);
        Instant moment = asked.asOf(clock);
        return view.answer(
                asked,
                snapshot -> {
                    long at = snapshot.asOf(question.asOf());
                    Found found = FindMeasured.in(snapshot, at, question);
                    MetricsReport report =
                            MetricsReport.of(
                                    question,
                                    moment,
                                    at,
                                    hours,
                                    found.covered(),
                                    found.leftOut(),
                                    FindPublished.in(snapshot, at),
                                    group -> link(request, question, moment, group));
                    return format.answer(report, MetricsCsv::of, MetricsMarkdown::of);
                });
    }

    /** What a figure of the report comes from: the same question, one group of it, page by page. */
    @GetMapping("/metrics/incidents")
    ResponseEntity<Page<Behind>> behind(HttpServletRequest request) {
        Asked asked =
                Asked.of(
                        request,
                        Stream.concat(
                                        Arrays.stream(MetricsQuestion.PARAMETERS),
                                        Stream.of(GROUP, "limit", "cursor"))
                                .toArray(String[]::new));
        MetricsQuestion question = MetricsQuestion.of(asked);
        String group = asked.text(GROUP);
        if (group != null && question.by() == null) {
            throw new BadParameter(
                    GROUP, group, "the name of a group, with the 'by' that makes it one");
        }
        Cursor cursor = Cursor.of(asked, GROUP);
        int limit = asked.limit();
        return view.answer(
                asked,
                snapshot -> {
                    long at = cursor == null ? snapshot.asOf(question.asOf()) : cursor.seen();
                    List<MeasuredIncident> rest =
                            FindMeasured.in(snapshot, at, question).covered().stream()
                                    .filter(incident -> in(group, incident, question))
                                    .filter(incident -> cursor == null || isAfter(cursor, incident))
                                    .toList();
                    return ResponseEntity.ok(
                            Page.of(asked, limit, rest, last -> cursor(last, at))
                                    .map(this::behind));
                });
    }

    private Behind behind(MeasuredIncident incident) {
        return new Behind(
                incident.number(),
                incident.when(),
                Metrics.of(incident.measured(), hours).all(),
                Contradictions.of(incident.measured(), hours));
    }

    private static boolean in(
            @Nullable String group, MeasuredIncident incident, MetricsQuestion question) {
        return group == null
                || Objects.requireNonNull(question.by())
                        .groups(incident, question.zone())
                        .contains(group);
    }

    private static Cursor cursor(MeasuredIncident incident, long at) {
        return new Cursor(GROUP, incident.number(), micros(incident.when()), at);
    }

    private static boolean isAfter(Cursor cursor, MeasuredIncident incident) {
        int when = Long.compare(micros(incident.when()), cursor.opened());
        return when > 0
                || (when == 0
                        && MeasuredIncident.numbers().compare(incident.number(), cursor.value())
                                > 0);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    /** What was asked goes on as it was sent; the moment, so that the figure stays the same. */
    private static String link(
            HttpServletRequest request, MetricsQuestion question, Instant moment, String group) {
        UriComponentsBuilder link =
                UriComponentsBuilder.fromPath("/api/v1/reports/metrics/incidents")
                        .query(request.getQueryString());
        if (question.asOf() == null && question.mayBePast()) {
            link.queryParam("asOf", moment);
        }
        if (!group.isEmpty()) {
            link.queryParam(GROUP, UriUtils.encode(group, StandardCharsets.UTF_8));
        }
        return link.build().toUriString();
    }
}
