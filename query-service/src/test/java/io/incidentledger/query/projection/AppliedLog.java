package io.incidentledger.query.projection;

import io.incidentledger.query.Database;
import io.incidentledger.query.WrittenLog;

/** A log, applied to a database by the projection, without processor and broker. */
public final class AppliedLog {
    private AppliedLog() {}

    public static void apply(Database database, WrittenLog log) {
        Projection projection = new Projection(database.jdbc, database.transactions);
        database.transaction()
                .executeWithoutResult(
                        status ->
                                projection.apply(log.events().stream().map(EventRow::of).toList()));
    }
}
