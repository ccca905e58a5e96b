package io.incidentledger.query.runbook;

import io.incidentledger.query.projection.Runbook;
import io.incidentledger.query.projection.States;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Asked.Choice;
import io.incidentledger.query.request.Filter;
import io.incidentledger.query.request.Listing;
import io.incidentledger.query.request.Page;
import io.incidentledger.query.request.Reference;
import io.incidentledger.query.request.Refusal.NotFound;
import io.incidentledger.query.request.Sort;
import io.incidentledger.query.view.LedgerView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Questions about runbooks. */
@RestController
@RequestMapping("/api/v1/runbooks")
final class RunbookController {
    private static final Sort.Columns RUNBOOKS = new Sort.Columns().number("writtenAt", "r.opened");

    private final LedgerView view;

    RunbookController(LedgerView view) {
        this.view = view;
    }

    /**
     * A version of a runbook.
     *
     * @param versions those that there are, rising
     */
    record RunbookAnswer(Runbook runbook, List<Long> versions) {}

    /** The runbooks, each in its last version. */
    @GetMapping
    ResponseEntity<Page<Runbook>> runbooks(HttpServletRequest request) {
        Asked asked = Asked.of(request, "service", "label", "retired", "sort", "limit", "cursor");
        Listing listing = Listing.of(asked, RUNBOOKS, "-writtenAt");
        Filter filter =
                new Filter()
                        .holds("r.last")
                        .overlaps("r.services", asked.texts("service"))
                        .contains("r.labels", asked.texts("label"))
                        .is("r.retired", asked.choice("retired", Choice.FALSE).wanted());
        return view.answer(
                asked,
                snapshot ->
                        ResponseEntity.ok(
                                listing.page(
                                        snapshot.jdbc(),
                                        snapshot.position(),
                                        "r.document",
                                        "runbook r",
                                        "r.opened",
                                        filter,
                                        (row, n) -> States.runbook(row.getString("document")))));
    }

    @GetMapping("/{runbook}")
    ResponseEntity<RunbookAnswer> runbook(
            @PathVariable String runbook, HttpServletRequest request) {
        Asked asked = Asked.of(request, "version");
        OptionalLong version = asked.whole("version", 1, Long.MAX_VALUE);
        Reference named = Reference.runbook(runbook);
        Filter filter = new Filter().is("r." + named.column(), named.value());
        return view.answer(
                asked,
                snapshot -> {
                    List<Runbook> versions =
                            snapshot.jdbc()
                                    .sql(
                                            "select document from runbook r where "
                                                    + filter.sql()
                                                    + " order by version")
                                    .params(filter.parameters())
                                    .query((row, n) -> States.runbook(row.getString("document")))
                                    .list();
                    if (versions.isEmpty()) {
                        throw new NotFound("There is no runbook " + runbook);
                    }
                    Runbook wanted =
                            versions.stream()
                                    .filter(
                                            each ->
                                                    each.version()
                                                            == version.orElse(
                                                                    versions.getLast().version()))
                                    .findFirst()
                                    .orElseThrow(
                                            () ->
                                                    new NotFound(
                                                            runbook
                                                                    + " has no version "
                                                                    + version.getAsLong()));
                    return ResponseEntity.ok(
                            new RunbookAnswer(
                                    wanted, versions.stream().map(Runbook::version).toList()));
                });
    }
}
