package io.incidentledger.query.followup;

import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Cursor;
import io.incidentledger.query.request.Filter;
import io.incidentledger.query.request.Format;
import io.incidentledger.query.request.Refusal.BadParameter;
import io.incidentledger.query.request.Refusal.NotFound;
import io.incidentledger.query.request.Sort;
import io.incidentledger.query.view.LedgerView;
import io.incidentledger.query.view.Snapshot;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
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

    /** A page of the backlog; {@code next} is the link to the page after it, null on the last. */
    record BacklogPage(List<ReportedFollowUp> items, @Nullable String next) {}

    /** The follow-ups, filtered and searched. */
    @GetMapping("/follow-ups")
    ResponseEntity<BacklogPage> backlog(HttpServletRequest request) {
        Asked asked = Asked.of(request, FollowUpSearch.LIST_PARAMETERS);
        Sort sort = FollowUpSearch.COLUMNS.asked(asked, "number");
        Cursor cursor = Cursor.of(asked, sort.name());
        int limit = asked.limit();
        Instant asOf = moment(asked);
        FollowUpSearch.list(asked, 0, day(asOf)); // refuses bad filters before anything waits
        return view.answer(
                asked,
                snapshot -> ResponseEntity.ok(page(snapshot, asked, sort, cursor, limit, asOf)));
    }

    @GetMapping("/follow-ups/{followUp}")
    ResponseEntity<ReportedFollowUp> followUp(
            @PathVariable String followUp, HttpServletRequest request) {
        Asked asked = Asked.of(request, "asOf");
        LocalDate day = day(moment(asked));
        Filter filter = reference(followUp);
        return view.answer(
                asked,
                snapshot -> {
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
                                    .param("at", snapshot.asOf(asked.time("asOf")))
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
        Instant asOf = moment(asked);
        FollowUpSearch.report(asked, 0); // refuses bad filters before anything waits
        return view.answer(
                asked,
                snapshot -> {
                    OverdueReport report = FindOverdue.report(snapshot, asked, asOf);
                    Object body =
                            switch (format) {
                                case CSV -> OverdueCsv.of(report);
                                case MARKDOWN, HTML -> OverdueMarkdown.of(report);
                                case JSON, TEXT -> report;
                            };
                    return ResponseEntity.ok()
                            .varyBy(HttpHeaders.ACCEPT)
                            .contentType(format.type())
                            .body(body);
                });
    }

    private static BacklogPage page(
            Snapshot snapshot,
            Asked asked,
            Sort sort,
            @Nullable Cursor cursor,
            int limit,
            Instant asOf) {
        record Row(ReportedFollowUp followUp, String sortValue, long opened) {}
        LocalDate day = day(asOf);
        // The pages of one list are pages of what it was when it began.
        long at = cursor == null ? snapshot.asOf(asked.time("asOf")) : cursor.seen();
        Filter filter = FollowUpSearch.list(asked, at, day);
        List<Row> rows =
                sort.page(
                                snapshot.jdbc(),
                                ReportedFollowUp.COLUMNS,
                                ReportedFollowUp.TABLES,
                                "f.opened",
                                filter,
                                cursor,
                                limit)
                        .query(
                                (row, n) ->
                                        new Row(
                                                ReportedFollowUp.read(row, day),
                                                row.getString("sort_value"),
                                                row.getLong("opened")))
                        .list();
        List<Row> page = rows.subList(0, Math.min(limit, rows.size()));
        String next =
                rows.size() <= limit
                        ? null
                        : new Cursor(
                                        sort.name(),
                                        page.getLast().sortValue(),
                                        page.getLast().opened(),
                                        at)
                                .next(asked.request());
        return new BacklogPage(page.stream().map(Row::followUp).toList(), next);
    }

    private static Filter reference(String reference) {
        Filter filter = new Filter().holds("f.valid_from <= :at and f.valid_to > :at");
        String number = reference.toUpperCase(Locale.ROOT);
        if (number.startsWith("FU-")) {
            return filter.is("f.number", number);
        }
        try {
            return filter.is("f.id", UUID.fromString(reference));
        } catch (IllegalArgumentException wrong) {
            throw new BadParameter(
                    "followUp", reference, "a number as FU-7, or the id of a follow-up");
        }
    }

    private Instant moment(Asked asked) {
        return Objects.requireNonNullElseGet(
                asked.time("asOf"), () -> clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private static LocalDate day(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
