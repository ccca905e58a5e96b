package io.incidentledger.query.communicate;

import io.incidentledger.events.BuiltInTemplates;
import io.incidentledger.query.projection.SetTemplate;
import io.incidentledger.query.projection.States;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Format;
import io.incidentledger.query.view.LedgerView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Questions about what others are told. */
@RestController
@RequestMapping("/api/v1")
final class CommunicationController {
    private final LedgerView view;
    private final InstantSource clock;

    CommunicationController(LedgerView view, @Qualifier("queryClock") InstantSource clock) {
        this.view = view;
        this.clock = clock;
    }

    /** The templates that updates can be made from, by name. */
    record TemplatesAnswer(List<SetTemplate> items) {}

    @GetMapping("/templates")
    ResponseEntity<TemplatesAnswer> templates(HttpServletRequest request) {
        return view.answer(
                Asked.of(request),
                snapshot -> {
                    SortedMap<String, SetTemplate> byName = new TreeMap<>();
                    BuiltInTemplates.all()
                            .forEach(it -> byName.put(it.name().value(), SetTemplate.builtIn(it)));
                    snapshot
                            .jdbc()
                            .sql("select document from template")
                            .query(String.class)
                            .list()
                            .stream()
                            .map(States::template)
                            .forEach(it -> byName.put(it.name().value(), it));
                    return ResponseEntity.ok(
                            new TemplatesAnswer(
                                    byName.values().stream()
                                            .filter(it -> !it.text().isEmpty())
                                            .toList()));
                });
    }

    /** The incidents whose next update has not come when it was due. */
    @GetMapping({"/reports/overdue-updates", "/reports/overdue-updates.{suffix}"})
    ResponseEntity<Object> overdue(
            @PathVariable(required = false) @Nullable String suffix, HttpServletRequest request) {
        Asked asked = Asked.of(request, FindOverdueUpdates.PARAMETERS);
        Format format = Format.asked(request, suffix, Format.JSON, Format.CSV, Format.MARKDOWN);
        Instant asOf =
                Objects.requireNonNullElseGet(
                        asked.time("asOf"), () -> clock.instant().truncatedTo(ChronoUnit.MILLIS));
        // Refuses bad filters before anything waits.
        FindOverdueUpdates.filter(asked, 0, asOf);
        return view.answer(
                asked,
                snapshot -> {
                    OverdueUpdates report = FindOverdueUpdates.report(snapshot, asked, asOf);
                    Object body =
                            switch (format) {
                                case CSV -> report.csv();
                                case MARKDOWN, HTML -> report.markdown();
                                case JSON, TEXT -> report;
                            };
                    return ResponseEntity.ok()
                            .varyBy(HttpHeaders.ACCEPT)
                            .contentType(format.type())
                            .body(body);
                });
    }
}
