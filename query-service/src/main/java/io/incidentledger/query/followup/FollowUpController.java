package io.incidentledger.query.followup;

import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Filter;
import io.incidentledger.query.request.Format;
import io.incidentledger.query.request.Listing;
import io.incidentledger.query.request.Page;
import io.incidentledger.query.request.Reference;
import io.incidentledger.query.request.Refusal.NotFound;
import io.incidentledger.query.view.LedgerView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Questions about follow-ups. */
@RestController
@RequestMapping("/api/v1")
final class FollowUpController {
    private final LedgerView view;
    private final InstantSource clock;

    FollowUpController(LedgerView view, @Qualifier("queryClock") InstantSource clock) {
        this.view = view;
        this.clock = clock;
    }

    /** The follow-ups, filtered and searched. */
    @GetMapping("/follow-ups")
    ResponseEntity<Page<ReportedFollowUp>> backlog(HttpServletRequest request) {
        Asked asked = Asked.of(request, FollowUpSearch.LIST_PARAMETERS);
        Listing listing = Listing.of(asked, FollowUpSearch.COLUMNS, "number");
        LocalDate day = day(asked.asOf(clock));
        FollowUpSearch.list(asked, 0, day); // refuses bad filters before anything waits
        return view.answer(
                asked,
                snapshot -> {
                    // The pages of one list are pages of what it was when it began.
                    long at =
                            listing.after() == null
                                    ? snapshot.asOf(asked.time("asOf"))
                                    : listing.after().seen();
                    return ResponseEntity.ok(
                            listing.page(
                                    snapshot.jdbc(),
                                    at,
                                    ReportedFollowUp.COLUMNS,
                                    ReportedFollowUp.TABLES,
                                    "f.opened",
                                    FollowUpSearch.list(asked, at, day),
                                    (row, n) -> ReportedFollowUp.read(row, day)));
                });
    }

    @GetMapping("/follow-ups/{followUp}")
    ResponseEntity<ReportedFollowUp> followUp(
            @PathVariable String followUp, HttpServletRequest request) {
        Asked asked = Asked.of(request, "asOf");
        LocalDate day = day(asked.asOf(clock));
        Reference named = Reference.followUp(followUp);
        return view.answer(
                asked,
                snapshot -> {
                    Filter filter =
                            new Filter()
                                    .validAt("f", snapshot.asOf(asked.time("asOf")))
                                    .is("f." + named.column(), named.value());
                    ReportedFollowUp found =
                            snapshot.jdbc()
                                    .sql(
                                            "select "
                                                    + ReportedFollowUp.COLUMNS
                                                    + " from "
                                                    + ReportedFollowUp.TABLES
                                                    + " where "
                                                    + filter.sql()
                                                    + " order by f.opened limit 1")
                                    .params(filter.parameters())
                                    .query((row, n) -> ReportedFollowUp.read(row, day))
                                    .optional()
                                    .orElseThrow(
                                            () ->
                                                    new NotFound(
                                                            "There is no follow-up " + followUp));
                    return ResponseEntity.ok(found);
                });
    }

    /** What should have been done by now. */
    @GetMapping({"/reports/overdue-follow-ups", "/reports/overdue-follow-ups.{suffix}"})
    ResponseEntity<Object> overdue(
            @PathVariable(required = false) @Nullable String suffix, HttpServletRequest request) {
        Asked asked = Asked.of(request, FollowUpSearch.REPORT_PARAMETERS);
        Format format = Format.asked(request, suffix, Format.JSON, Format.CSV, Format.MARKDOWN);
        Instant asOf = asked.asOf(clock);
        FollowUpSearch.report(asked, 0); // refuses bad filters before anything waits
        return view.answer(
                asked,
                snapshot ->
                        format.answer(
                                FindOverdue.report(snapshot, asked, asOf),
                                OverdueCsv::of,
                                OverdueMarkdown::of));
    }

    private static LocalDate day(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
