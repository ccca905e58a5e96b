package io.incidentledger.query.projection;

import io.incidentledger.query.Database;
import io.incidentledger.query.WrittenLog;
import io.incidentledger.query.view.Generation;

/** A log, applied to a database by the projection, without processor and broker. */
public final class AppliedLog {
    private AppliedLog() {}

    /** The first generation of a fresh database, and what applies events to it. */
    static Projection begun(Database database) {
        new Succession(database.jdbc, database.viewTransactions, Projection.FORMS)
                .begin(Generation.State.SERVING, "a test");
        return new Projection(database.jdbc, database.viewTransactions, 1);
    }

    public static void apply(Database database, WrittenLog log) {
        Projection projection = begun(database);
        database.transaction()
                .executeWithoutResult(
                        status ->
                                projection.apply(log.events().stream().map(EventRow::of).toList()));
    }
}
