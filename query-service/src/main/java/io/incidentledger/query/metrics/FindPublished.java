package io.incidentledger.query.metrics;

import io.incidentledger.events.PublishedFigure;
import io.incidentledger.query.projection.StatedFigure;
import io.incidentledger.query.projection.States;
import io.incidentledger.query.view.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what is published of the incidents of periods. */
final class FindPublished {
    private FindPublished() {}

    /** All that stands, in the order in which it was stated. */
    static List<StatedFigure> in(Snapshot view, long at) {
        Map<PublishedFigure, StatedFigure> last = new LinkedHashMap<>();
        view.jdbc()
                .sql("select document from stated_figure where position <= :at order by position")
                .param("at", at)
                .query((row, n) -> States.statedFigure(row.getString("document")))
                .list()
                .forEach(figure -> last.put(figure.figure(), figure));
        return last.values().stream().filter(figure -> !figure.takenBack()).toList();
    }
}
