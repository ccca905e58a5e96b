package io.incidentledger.query.change;

import io.incidentledger.events.ChangeKind;
import io.incidentledger.query.projection.RecordedChange;
import io.incidentledger.query.projection.States;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Filter;
import io.incidentledger.query.request.Listing;
import io.incidentledger.query.request.Page;
import io.incidentledger.query.request.Reference;
import io.incidentledger.query.request.Refusal.NotFound;
import io.incidentledger.query.request.Sort;
import io.incidentledger.query.view.LedgerView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Questions about changes. */
@RestController
@RequestMapping("/api/v1/changes")
final class ChangeController {
    private static final Sort.Columns CHANGES =
            new Sort.Columns().time("occurredAt", "c.occurred_at").number("recordedAt", "c.opened");

    private final LedgerView view;

    ChangeController(LedgerView view) {
        this.view = view;
    }

    /** What changed, last first unless sorted otherwise. */
    @GetMapping
    ResponseEntity<Page<RecordedChange>> changes(HttpServletRequest request) {
        Asked asked = Asked.of(request, "service", "kind", "from", "to", "sort", "limit", "cursor");
        Listing listing = Listing.of(asked, CHANGES, "-occurredAt");
        Filter filter =
                new Filter()
                        .isOneOfTexts("c.service", asked.texts("service"))
                        .isOneOf("c.kind", asked.words("kind", ChangeKind.class))
                        .from("c.occurred_at", asked.time("from"))
                        .before("c.occurred_at", asked.time("to"));
        return view.answer(
                asked,
                snapshot ->
                        ResponseEntity.ok(
                                listing.page(
                                        snapshot.jdbc(),
                                        snapshot.position(),
                                        "c.document",
                                        "change c",
                                        "c.opened",
                                        filter,
                                        (row, n) -> States.change(row.getString("document")))));
    }

    @GetMapping("/{change}")
    ResponseEntity<RecordedChange> change(@PathVariable String change, HttpServletRequest request) {
        Asked asked = Asked.of(request);
        UUID id = Reference.id("change", change, "the id of a change");
        return view.answer(
                asked,
                snapshot ->
                        ResponseEntity.ok(
                                snapshot.jdbc()
                                        .sql("select document from change where id = :id")
                                        .param("id", id)
                                        .query(String.class)
                                        .optional()
                                        .map(States::change)
                                        .orElseThrow(
                                                () ->
                                                        new NotFound(
                                                                "There is no change " + change))));
    }
}
