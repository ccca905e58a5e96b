package io.incidentledger.query.stream;

import io.incidentledger.events.Redactions;
import io.incidentledger.query.projection.EventRow;
import io.incidentledger.query.view.Generations;
import io.incidentledger.query.view.Snapshot;
import io.incidentledger.query.view.ViewPosition;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The redactions of all incidents, as far as the view includes them. Kept in memory, since every
 * event that is sent is looked up; they are few. Thread-safe.
 */
@Component
final class KnownRedactions {
    private final Generations generations;
    private final ViewPosition view;
    private Redactions known = Redactions.NONE;
    private long upTo = -1;
    private long newest = -1;
    private long parked;

    KnownRedactions(Generations generations, ViewPosition view) {
        this.generations = generations;
        this.view = view;
    }

    /**
     * Waits until the redactions up to a position are known.
     *
     * @return whether they are
     */
    boolean include(long position, Duration patience) throws InterruptedException {
        return view.await(position, patience);
    }

    /** All that are known now. */
    synchronized Redactions toDate() {
        // One that was parked may be applied later, which moves nothing.
        if (parked > 0 || view.current() != upTo) {
            generations.read(
                    snapshot -> {
                        // Before it was, the view is made anew, of this log or of another one.
                        if (snapshot.position() < upTo
                                || newest(snapshot) != newest
                                || parked > 0 && parked(snapshot) != parked) {
                            load(snapshot);
                        }
                        upTo = snapshot.position();
                        return known;
                    });
        }
        return known;
    }

    private long newest(Snapshot snapshot) {
        return Math.max(
                newest,
                snapshot.jdbc()
                        .sql(
                                "select coalesce(max(position), -1) from recorded_event"
                                        + " where position > :after and type = :type")
                        .param("after", upTo)
                        .param("type", EventRow.REDACTION)
                        .query(Long.class)
                        .single());
    }

    private static long parked(Snapshot snapshot) {
        return snapshot.jdbc()
                .sql(
                        "select count(*) from parked_event join recorded_event using (position)"
                                + " where type = :type")
                .param("type", EventRow.REDACTION)
                .query(Long.class)
                .single();
    }

    private void load(Snapshot snapshot) {
        List<EventRow> rows =
                snapshot.jdbc()
                        .sql(
                                "select "
                                        + EventRow.COLUMNS
                                        + " from recorded_event e where e.type = :type and "
                                        + EventRow.NOT_PARKED
                                        + " order by e.position")
                        .param("type", EventRow.REDACTION)
                        .query((row, n) -> EventRow.read(row))
                        .list();
        known = Redactions.of(rows.stream().map(EventRow::fact).toList());
        newest = rows.isEmpty() ? -1 : rows.getLast().position();
        parked = parked(snapshot);
    }
}
