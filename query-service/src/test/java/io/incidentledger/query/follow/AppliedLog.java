package io.incidentledger.query.follow;

import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.query.Database;
import io.incidentledger.query.WrittenLog;
import io.incidentledger.query.projection.EventRow;
import io.incidentledger.query.projection.Projection;
import io.incidentledger.query.view.Generation;
import java.util.List;

/** A log, applied to a database by the projection, without processor and broker. */
public final class AppliedLog {
    private final Database database;
    private final Projection projection;

    /** One that grows: what comes later is applied to the same tables. */
    public AppliedLog(Database database) {
        this.database = database;
        projection = begun(database);
    }

    /** Applies all that was written so far. */
    public void upTo(WrittenLog log) {
        database.transaction()
                .executeWithoutResult(
                        status ->
                                projection.apply(log.events().stream().map(EventRow::of).toList()));
    }

    /** The first generation of a fresh database, and what applies events to it. */
    public static Projection begun(Database database) {
        new Succession(database.jdbc, database.viewTransactions, Projection.FORMS)
                .begin(Generation.State.SERVING, "a test");
        return new Projection(database.jdbc, database.viewTransactions, 1);
    }

    public static void apply(Database database, WrittenLog log) {
        apply(database, log.events());
    }

    public static void apply(Database database, List<RecordedEvent> log) {
        Projection projection = begun(database);
        database.transaction()
                .executeWithoutResult(
                        status -> projection.apply(log.stream().map(EventRow::of).toList()));
    }
}
