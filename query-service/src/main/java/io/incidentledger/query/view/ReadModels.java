package io.incidentledger.query.view;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables of this service, in the data source's current schema. */
public final class ReadModels {
    private ReadModels() {}

    /**
     * Brings the tables to the form that this version needs. Several nodes may do so at once.
     *
     * @throws org.flywaydb.core.api.FlywayException when the database is newer than this version,
     *     or cannot be changed
     */
    public static void migrate(DataSource dataSource) {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/query")
                .table("query_schema_history")
                .load()
                .migrate();
    }
}
