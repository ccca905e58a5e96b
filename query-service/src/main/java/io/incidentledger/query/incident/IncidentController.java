package io.incidentledger.query.incident;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.incidentledger.events.Redaction;
import io.incidentledger.events.SuggestedSeverity;
import io.incidentledger.evidence.EvidenceFiles;
import io.incidentledger.postmortem.document.DocumentSettings;
import io.incidentledger.postmortem.document.PostmortemRenderer;
import io.incidentledger.postmortem.history.AwaitedUpdate;
import io.incidentledger.postmortem.history.Contradiction;
import io.incidentledger.postmortem.history.Contradictions;
import io.incidentledger.postmortem.history.FollowUp;
import io.incidentledger.postmortem.history.IncidentCost;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.postmortem.history.Investigation;
import io.incidentledger.postmortem.history.Metric;
import io.incidentledger.postmortem.history.Metrics;
import io.incidentledger.postmortem.history.NotHeld;
import io.incidentledger.postmortem.history.SupportHours;
import io.incidentledger.query.incident.FindHistory.Found;
import io.incidentledger.query.incident.FindTimeline.TimelineAnswer;
import io.incidentledger.query.incident.RecordedEvents.EventAnswer;
import io.incidentledger.query.incident.RelatedIncidents.RelatedAnswer;
import io.incidentledger.query.metrics.CostSettings;
import io.incidentledger.query.metrics.SupportSettings;
import io.incidentledger.query.projection.Projection;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Format;
import io.incidentledger.query.request.Page;
import io.incidentledger.query.view.LedgerView;
import io.incidentledger.query.view.QuerySettings;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Questions about incidents. */
@RestController
@RequestMapping("/api/v1/incidents")
final class IncidentController {
    private final LedgerView view;
    private final @Nullable SupportHours hours;
    private final CostSettings costs;
    private final InstantSource clock;
    private final @Nullable EvidenceFiles files;

    /** What makes another answer of the same history: the program and its settings. */
    private final String made;

    IncidentController(
            LedgerView view,
            SupportSettings support,
            CostSettings costs,
            QuerySettings settings,
            @Qualifier("queryClock") InstantSource clock) {
        this.view = view;
        this.hours = support.hours();
        this.costs = costs;
        this.files = settings.evidence().files();
        this.clock = clock;
        this.made =
                String.join(
                        "\n",
                        PostmortemRenderer.TEMPLATE,
                        Projection.FORMS.toString(),
                        String.valueOf(hours),
                        costs.words(),
                        String.valueOf(files != null));
    }

    /**
     * One incident: its state, its lines of investigation, and the follow-ups it led to, with those
     * of what is part of it.
     *
     * @param suggestedSeverity what the answers about the impact suggest; null without any
     * @param updates what each audience was told and waits for
     * @param links what to look at: name to address; the guidelines while somebody works on it
     */
    record IncidentAnswer(
            IncidentState incident,
            List<Investigation> threads,
            List<FollowUp> followUps,
            @Nullable SuggestedSeverity suggestedSeverity,
            List<UpdateAnswer> updates,
            SortedMap<String, String> links) {
        static IncidentAnswer of(List<IncidentHistory> parts, Instant asOf) {
            IncidentHistory history = parts.getFirst();
            IncidentState state = history.state();
            String itself = "/api/v1/incidents/" + state.named();
            SortedMap<String, String> links = new TreeMap<>();
            links.put("changes", itself + "/changes");
            links.put("related", itself + "/related");
            links.put("runbooks", itself + "/runbooks");
            if (state.ongoing()) {
                links.put("guidelines", "/api/v1/guidelines");
            }
            return new IncidentAnswer(
                    state,
                    history.threads(),
                    parts.stream().flatMap(part -> part.followUps().stream()).toList(),
                    SuggestedSeverity.of(state.impact()),
                    state.updates().stream().map(it -> UpdateAnswer.of(it, asOf)).toList(),
                    links);
        }

        /**
         * What the clock alone changes of it, as a number that grows with every change: of each
         * update that is overdue the begun minutes.
         */
        private long late() {
            return updates.stream()
                    .filter(UpdateAnswer::overdue)
                    .mapToLong(update -> update.overdueMinutes() + 1)
                    .sum();
        }
    }

    /**
     * What an audience was told and waits for.
     *
     * @param overdueMinutes whole ones past the due time, as of the moment that was asked for
     */
    record UpdateAnswer(@JsonUnwrapped AwaitedUpdate update, boolean overdue, long overdueMinutes) {
        static UpdateAnswer of(AwaitedUpdate update, Instant asOf) {
            return new UpdateAnswer(update, update.overdue(asOf), update.overdueMinutes(asOf));
        }
    }

    /**
     * The metrics of one incident, each with where it comes from.
     *
     * @param contradictions what the record says that does not go together
     * @param mitigationNotHeld what says that the times to mitigate are those of something that did
     *     not hold; null where nothing does
     * @param cost null where no rates are configured
     */
    record MetricsAnswer(
            String incident,
            long version,
            boolean drill,
            List<Metric> metrics,
            List<Contradiction> contradictions,
            @Nullable NotHeld mitigationNotHeld,
            @Nullable IncidentCost cost) {}

    /**
     * Incidents, filtered and searched. With asOf as they were known then: filtered by status,
     * severity, service, cause, drill and history, and sorted by number. A page then may have fewer
     * items than its limit and yet a next one.
     */
    @GetMapping
    ResponseEntity<Page<IncidentState>> incidents(HttpServletRequest request) {
        Asked asked = Asked.of(request, IncidentSearch.PARAMETERS);
        if (asked.time("asOf") != null) {
            IncidentsAsOf then = IncidentsAsOf.of(request, IncidentsAsOf.WINDOW);
            return view.answer(asked, snapshot -> ResponseEntity.ok(then.page(snapshot)));
        }
        IncidentSearch search = IncidentSearch.of(asked, clock.instant());
        return view.answer(asked, snapshot -> ResponseEntity.ok(search.page(snapshot)));
    }

    @GetMapping("/{incident}")
    ResponseEntity<IncidentAnswer> incident(
            @PathVariable String incident, HttpServletRequest request) {
        Asked asked = Asked.of(request, "asOf");
        Instant asOf = asked.asOf(clock);
        return view.answer(
                asked,
                snapshot -> {
                    List<IncidentHistory> parts = FindHistory.parts(snapshot, incident, asked);
                    IncidentAnswer answer = IncidentAnswer.of(parts, asOf);
                    return tagged(parts, answer.late(), Format.JSON).body(answer);
                });
    }

    /**
     * The incidents that this one has to do with, as somebody stated or as they have in common; of
     * now alone, since what many have in common is kept as it stands.
     */
    @GetMapping("/{incident}/related")
    ResponseEntity<RelatedAnswer> related(
            @PathVariable String incident, HttpServletRequest request) {
        Asked asked =
                Asked.ofNow(
                        request,
                        "what was stated by then is 'related' in /incidents/{incident}?asOf=",
                        "limit");
        return view.answer(
                asked,
                snapshot ->
                        ResponseEntity.ok(RelatedIncidents.of(snapshot, incident, asked.limit())));
    }

    /** The timeline of an incident, whole, or in pages where a limit is given. */
    @GetMapping("/{incident}/timeline")
    ResponseEntity<TimelineAnswer> timeline(
            @PathVariable String incident, HttpServletRequest request) {
        Asked asked = Asked.of(request, FindTimeline.PARAMETERS);
        return about(incident, asked, new FindTimeline(asked)::in);
    }

    @GetMapping("/{incident}/metrics")
    ResponseEntity<MetricsAnswer> metrics(
            @PathVariable String incident, HttpServletRequest request) {
        return about(
                incident,
                Asked.of(request, "asOf"),
                history ->
                        new MetricsAnswer(
                                history.state().named(),
                                history.state().version(),
                                history.state().drill(),
                                Metrics.of(history.state().measured(), hours).all(),
                                Contradictions.of(history.state().measured(), hours),
                                NotHeld.of(history),
                                costs.of(history)));
    }

    /** The events of an incident as they were recorded. */
    @GetMapping("/{incident}/events")
    ResponseEntity<Page<EventAnswer>> events(
            @PathVariable String incident, HttpServletRequest request) {
        Asked asked = Asked.of(request, "asOf", "limit", "cursor");
        return view.answer(
                asked,
                snapshot -> ResponseEntity.ok(RecordedEvents.page(snapshot, incident, asked)));
    }

    /** The postmortem, written from the record. */
    @GetMapping({"/{incident}/postmortem", "/{incident}/postmortem.{suffix}"})
    ResponseEntity<Object> postmortem(
            @PathVariable String incident,
            @PathVariable(required = false) @Nullable String suffix,
            HttpServletRequest request) {
        Asked asked = Asked.of(request, "asOf", "zone");
        ZoneId zone = asked.zone();
        Format format = Format.asked(request, suffix, Format.MARKDOWN, Format.HTML, Format.JSON);
        ResponseEntity<Found> read =
                view.answer(
                        asked,
                        snapshot -> {
                            Found found = FindHistory.history(snapshot, incident, asked);
                            return tagged(List.of(found.history()), 0, format).body(found);
                        });
        // Nothing of the view is held while images are read from far away.
        Found found = Objects.requireNonNull(read.getBody());
        // The last event of the incident, not of the view: what happens elsewhere must not change
        // the document's bytes.
        DocumentSettings settings =
                new DocumentSettings(zone, found.history().state().version(), found.chain(), hours);
        EvidenceImages images = new EvidenceImages(files);
        Object document =
                switch (format) {
                    case MARKDOWN -> PostmortemRenderer.markdown(found.history(), settings);
                    case HTML -> PostmortemRenderer.html(found.history(), settings, images);
                    case JSON, CSV, TEXT -> found.history();
                };
        return ResponseEntity.ok()
                .headers(read.getHeaders())
                .headers(
                        headers -> {
                            if (images.missed()) {
                                headers.remove(HttpHeaders.ETAG);
                            }
                        })
                .varyBy(HttpHeaders.ACCEPT)
                .contentType(format.type())
                .body(document);
    }

    /** What is said of one incident, now or as of a time, is drawn from its history. */
    private <T> ResponseEntity<T> about(
            String incident, Asked asked, Function<IncidentHistory, T> answer) {
        return view.answer(
                asked,
                snapshot -> {
                    IncidentHistory history =
                            FindHistory.history(snapshot, incident, asked).history();
                    return tagged(List.of(history), 0, Format.JSON).body(answer.apply(history));
                });
    }

    /**
     * @param late grows whenever the clock changes what is said of the same version; 0 where it
     *     changes nothing
     */
    private ResponseEntity.BodyBuilder tagged(
            List<IncidentHistory> parts, long late, Format format) {
        long version = parts.getFirst().state().version();
        // The same version reads otherwise once a later event redacts something of it, or happens
        // to what is part of it.
        long later =
                parts.stream()
                        .flatMapToLong(
                                part ->
                                        LongStream.concat(
                                                LongStream.of(part.state().version()),
                                                part.redactions().stream()
                                                        .mapToLong(Redaction::position)))
                        .max()
                        .orElse(version);
        return ResponseEntity.ok()
                .eTag(
                        "\""
                                + version
                                + (later > version ? "-" + later : "")
                                + (late > 0 ? "+" + late : "")
                                + "~"
                                + Integer.toHexString((made + format).hashCode())
                                + "\"");
    }
}
