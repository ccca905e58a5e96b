package io.incidentledger.query.metrics;

import io.incidentledger.events.PublishedFigure;
import io.incidentledger.query.projection.StatedFigure;
import io.incidentledger.query.projection.States;
import io.incidentledger.query.view.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what is published of the very incidents that a report covers, period by period. */
final class FindPublished {
    private FindPublished() {}

    /** In the order in which they were stated. Nothing is said of a part of a period. */
    static List<StatedFigure> in(Snapshot view, long at, MetricsQuestion question) {
        Map<PublishedFigure, StatedFigure> last = new LinkedHashMap<>();
        view.jdbc()
                .sql("select document from stated_figure where position <= :at order by position")
                .param("at", at)
                .query((row, n) -> States.statedFigure(row.getString("document")))
                .list()
                .forEach(figure -> last.put(figure.figure(), figure));
        return last.values().stream()
                .filter(figure -> !figure.takenBack() && question.isOf(figure.figure()))
                .toList();
    }
}
