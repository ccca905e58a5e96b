package io.incidentledger.query.followup;

import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Filter;
import io.incidentledger.query.view.Snapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Reads what the overdue report is made from, as of its moment and thirty days before. */
final class FindOverdue {
    private FindOverdue() {}

    static OverdueReport report(Snapshot view, Asked asked, Instant asOf) {
        LocalDate day = asOf.atOffset(ZoneOffset.UTC).toLocalDate();
        long at = view.asOf(asked.time("asOf"));
        Filter filter = FollowUpSearch.report(asked, at);
        List<ReportedFollowUp> followUps =
                view.jdbc()
                        .sql(
                                "select "
                                        + ReportedFollowUp.COLUMNS
                                        + " from "
                                        + ReportedFollowUp.TABLES
                                        + " where "
                                        + filter.sql()
                                        + " order by f.opened")
                        .params(filter.parameters())
                        .query((row, n) -> ReportedFollowUp.read(row, day))
                        .list();
        long before = view.asOf(asOf.minus(OverdueReport.TREND));
        Filter then = FollowUpSearch.report(asked, before).holds(ReportedFollowUp.PENDING);
        long pendingBefore =
                view.jdbc()
                        .sql(
                                "select count(*) from "
                                        + ReportedFollowUp.TABLES
                                        + " where "
                                        + then.sql())
                        .params(then.parameters())
                        .query(Long.class)
                        .single();
        return OverdueReport.of(asOf, at, followUps, pendingBefore);
    }
}
