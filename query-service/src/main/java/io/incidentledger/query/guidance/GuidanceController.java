package io.incidentledger.query.guidance;

import io.incidentledger.events.BuiltInTemplates;
import io.incidentledger.query.projection.Guidelines;
import io.incidentledger.query.projection.SetTemplate;
import io.incidentledger.query.projection.States;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Filter;
import io.incidentledger.query.request.Refusal.NotFound;
import io.incidentledger.query.view.LedgerView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Questions about guidelines and templates. */
@RestController
@RequestMapping("/api/v1")
final class GuidanceController {
    private final LedgerView view;

    GuidanceController(LedgerView view) {
        this.view = view;
    }

    @GetMapping("/guidelines")
    ResponseEntity<Guidelines> guidelines(HttpServletRequest request) {
        Asked asked = Asked.of(request, "version");
        OptionalLong version = asked.whole("version", 1, Long.MAX_VALUE);
        Filter filter =
                new Filter().is("version", version.isPresent() ? version.getAsLong() : null);
        return view.answer(
                asked,
                snapshot ->
                        ResponseEntity.ok(
                                snapshot.jdbc()
                                        .sql(
                                                "select document from guidelines where "
                                                        + filter.sql()
                                                        + " order by version desc limit 1")
                                        .params(filter.parameters())
                                        .query(String.class)
                                        .optional()
                                        .map(States::guidelines)
                                        .orElseThrow(
                                                () ->
                                                        new NotFound(
                                                                version.isPresent()
                                                                        ? "There is no such version of the guidelines"
                                                                        : "Nobody wrote guidelines yet"))));
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
}
