package io.incidentledger.query.projection;

import io.incidentledger.query.view.Snapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The events that a generation of the view has set aside, and trying them again. What an event
 * belongs to is folded anew with it, since what came later was applied without it. Thread-safe.
 */
public final class ParkedEvents {
    private static final Logger LOG = LoggerFactory.getLogger(ParkedEvents.class);

    private final JdbcTemplate jdbc;
    private final PlatformTransactionManager transactions;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;
    private final ViewTables tables;
    private final OrganisationTables organisation;

    public ParkedEvents(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        transaction = new TransactionTemplate(transactions);
        savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        tables = new ViewTables(jdbc);
        organisation = new OrganisationTables(jdbc);
    }

    /**
     * An event that was set aside.
     *
     * @param incident the incident it is tagged with, or null
     * @param reason why, at the last try
     * @param tries how often it was tried
     */
    public record Parked(
            long position,
            String type,
            String version,
            Instant recordedAt,
            @Nullable UUID incident,
            String reason,
            int tries,
            Instant triedAt) {}

    /** Those behind a position, in the order of the log. */
    public static List<Parked> after(Snapshot view, long position, int limit) {
        return view.jdbc()
                .sql(
                        "select position, type, version, recorded_at, incident_id, reason, tries,"
                                + " tried_at from parked_event join recorded_event using (position)"
                                + " where position > :position order by position limit :limit")
                .param("position", position)
                .param("limit", limit)
                .query((row, n) -> parked(row))
                .list();
    }

    /**
     * Tries an event again. Asking twice is safe.
     *
     * @param generation the one that serves
     * @return null when it is applied now, or was not parked; else why it stays parked
     */
    public @Nullable String retry(long generation, long position) {
        return transaction.execute(
                status -> {
                    // Nothing else moves the generation meanwhile; and its tables are meant.
                    new Projection(jdbc, transactions, generation).lockedPosition();
                    List<EventRow> event =
                            jdbc.query(
                                    "select "
                                            + EventRow.COLUMNS
                                            + " from recorded_event e join parked_event using"
                                            + " (position) where position = ?",
                                    (row, n) -> EventRow.read(row),
                                    position);
                    return event.isEmpty() ? null : retry(event.getFirst());
                });
    }

    private @Nullable String retry(EventRow event) {
        try {
            savepoint.executeWithoutResult(status -> unpark(event));
            LOG.info("Event {} was parked and is applied now", event.position());
            return null;
        } catch (RuntimeException fault) {
            Projection.requireFaultOfData(fault);
            String reason =
                    fault instanceof UnreadableEventException
                            ? String.valueOf(fault.getMessage())
                            : fault.toString();
            jdbc.update(
                    "update parked_event set reason = ?, tries = tries + 1, tried_at = now()"
                            + " where position = ?",
                    reason.replace('\0', '\uFFFD'),
                    event.position());
            return reason;
        }
    }

    private void unpark(EventRow event) {
        jdbc.update("delete from parked_event where position = ?", event.position());
        UUID incident = event.incidentId();
        ReadBatch whole = ReadBatch.of(incident == null ? withoutIncident() : ofIncident(incident));
        for (ReadBatch.Parked still : whole.parked()) {
            throw new UnreadableEventException(still.reason(), null);
        }
        if (incident == null) {
            jdbc.update("delete from access_token");
            organisation.forget();
        } else {
            // The event may be a redaction itself.
            whole = new Redacting(jdbc, tables).redacted(whole);
            tables.forget(incident);
        }
        Known nothing = new Known(Map.of(), Map.of());
        tables.write(BatchFold.changes(nothing, whole.facts()), whole.access());
        organisation.write(whole.organisation());
    }

    private List<EventRow> ofIncident(UUID incident) {
        return jdbc.query(
                "select "
                        + EventRow.COLUMNS
                        + " from recorded_event e where e.incident_id = ? and "
                        + EventRow.NOT_PARKED
                        + " order by e.position",
                (row, n) -> EventRow.read(row),
                incident);
    }

    private List<EventRow> withoutIncident() {
        return jdbc.query(
                "select "
                        + EventRow.COLUMNS
                        + " from recorded_event e where e.incident_id is null and "
                        + EventRow.NOT_PARKED
                        + " order by e.position",
                (row, n) -> EventRow.read(row));
    }

    private static Parked parked(ResultSet row) throws SQLException {
        return new Parked(
                row.getLong("position"),
                row.getString("type"),
                row.getString("version"),
                instant(row, "recorded_at"),
                row.getObject("incident_id", UUID.class),
                row.getString("reason"),
                row.getInt("tries"),
                instant(row, "tried_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
    }
}
