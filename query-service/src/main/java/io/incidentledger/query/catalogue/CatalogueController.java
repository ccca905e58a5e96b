package io.incidentledger.query.catalogue;

import io.incidentledger.query.catalogue.Dependencies.Related;
import io.incidentledger.query.projection.CatalogueService;
import io.incidentledger.query.projection.States;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Asked.Choice;
import io.incidentledger.query.request.Filter;
import io.incidentledger.query.request.Listing;
import io.incidentledger.query.request.Page;
import io.incidentledger.query.request.Refusal.NotFound;
import io.incidentledger.query.request.Sort;
import io.incidentledger.query.view.LedgerView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Questions about services. */
@RestController
@RequestMapping("/api/v1")
final class CatalogueController {
    private static final Sort.Columns SERVICES = new Sort.Columns().text("name", "s.name");

    private final LedgerView view;

    CatalogueController(LedgerView view) {
        this.view = view;
    }

    /**
     * A service, and its place among the others, the nearest first.
     *
     * @param dependencies all that it needs, through each other
     * @param dependents all that need it, through each other
     */
    record ServiceAnswer(
            CatalogueService service, List<Related> dependencies, List<Related> dependents) {}

    /** The services of the catalogue. */
    @GetMapping("/services")
    ResponseEntity<Page<CatalogueService>> services(HttpServletRequest request) {
        Asked asked = Asked.of(request, "owner", "retired", "sort", "limit", "cursor");
        Listing listing = Listing.of(asked, SERVICES, "name");
        Filter filter =
                new Filter()
                        .isOneOfTexts("s.owner", asked.texts("owner"))
                        .is("s.retired", asked.choice("retired", Choice.FALSE).wanted());
        return view.answer(
                asked,
                snapshot ->
                        ResponseEntity.ok(
                                listing.page(
                                        snapshot.jdbc(),
                                        snapshot.position(),
                                        "s.document",
                                        "service s",
                                        "s.version",
                                        filter,
                                        (row, n) -> States.service(row.getString("document")))));
    }

    @GetMapping("/services/{service}")
    ResponseEntity<ServiceAnswer> service(
            @PathVariable String service, HttpServletRequest request) {
        Asked asked = Asked.of(request);
        return view.answer(
                asked,
                snapshot -> {
                    CatalogueService found =
                            snapshot.jdbc()
                                    .sql("select document from service where name = :name")
                                    .param("name", service)
                                    .query(String.class)
                                    .optional()
                                    .map(States::service)
                                    .orElseThrow(
                                            () ->
                                                    new NotFound(
                                                            "The catalogue has no service "
                                                                    + service));
                    Dependencies all = Dependencies.of(snapshot);
                    return ResponseEntity.ok(
                            new ServiceAnswer(
                                    found,
                                    others(all.neededBy(List.of(service))),
                                    others(all.needing(List.of(service)))));
                });
    }

    private static List<Related> others(List<Related> reached) {
        return reached.stream().filter(related -> related.distance() > 0).toList();
    }
}
