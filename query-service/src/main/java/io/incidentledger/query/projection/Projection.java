package io.incidentledger.query.projection;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies the log to the tables, batch by batch, in the caller's transaction. The position of the
 * view moves in that transaction: a batch is there whole or not at all, and one that comes again
 * changes nothing.
 *
 * <p>An event that cannot be read or applied is parked: kept as it came, named with its reason in
 * {@code parked_event}, and passed over by every fold.
 */
public final class Projection {
    /**
     * The form of the tables' content. Whoever changes what a fold puts there raises it, and the
     * view is built anew at the next start.
     */
    static final int FORM = 2;

    /** The class of PostgreSQL's error codes. */
    private static final String PROGRAM_LIMIT_EXCEEDED = "54";

    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);

    private final JdbcTemplate jdbc;
    private final KnownTables known;
    private final ViewTables tables;
    private final TransactionTemplate savepoint;

    public Projection(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        known = new KnownTables(jdbc);
        tables = new ViewTables(jdbc);
        savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * @param events in the order of the log, without gaps
     * @throws IllegalStateException when an event between the view and the first of these is
     *     missing; nothing is changed
     */
    void apply(List<EventRow> events) {
        long position = lockedPosition();
        List<EventRow> news = events.stream().filter(event -> event.position() > position).toList();
        if (news.isEmpty()) {
            return;
        }
        requireDense(position, news);
        try {
            savepoint.executeWithoutResult(status -> applyAtOnce(ReadBatch.of(news)));
        } catch (RuntimeException unforeseen) {
            requireFaultOfData(unforeseen);
            LOG.warn(
                    "The events {} to {} are applied one by one, because one of them cannot be",
                    news.getFirst().position(),
                    news.getLast().position(),
                    unforeseen);
            news.forEach(this::applyAlone);
        }
        moveTo(news.getLast());
    }

    private void applyAtOnce(ReadBatch batch) {
        tables.write(batch, BatchFold.changes(known.before(batch), batch.facts()));
    }

    private void applyAlone(EventRow event) {
        try {
            savepoint.executeWithoutResult(status -> applyAtOnce(ReadBatch.of(List.of(event))));
        } catch (RuntimeException fault) {
            requireFaultOfData(fault);
            LOG.warn("Event {} is parked", event.position(), fault);
            applyAtOnce(ReadBatch.parking(event, fault.toString()));
        }
    }

    /** A fault of the database or the connection is no reason to park anything. */
    private static void requireFaultOfData(RuntimeException fault) {
        boolean ofSpring = fault.getClass().getName().startsWith("org.springframework.");
        if (ofSpring && !(fault instanceof DataIntegrityViolationException) && !tooMuch(fault)) {
            throw fault;
        }
    }

    /** More than a column can hold; Spring counts it among the faults of the server. */
    private static boolean tooMuch(RuntimeException fault) {
        return fault instanceof DataAccessException data
                && data.getMostSpecificCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && cause.getSQLState().startsWith(PROGRAM_LIMIT_EXCEEDED);
    }

    private long lockedPosition() {
        // The lock holds off another node that believes it is its turn.
        @Nullable Long position =
                jdbc.queryForObject("select position from view_position for update", Long.class);
        return Objects.requireNonNull(position, "view_position has no row");
    }

    private static void requireDense(long position, List<EventRow> events) {
        long expected = position + 1;
        for (EventRow event : events) {
            if (event.position() != expected) {
                throw new IllegalStateException(
                        "event " + expected + " is missing before " + event.position());
            }
            expected++;
        }
    }

    private void moveTo(EventRow last) {
        jdbc.update(
                "update view_position set position = ?, recorded_at = ?::timestamptz, chain = ?,"
                        + " form = ?",
                last.position(),
                last.recordedAt().toString(),
                last.chain(),
                FORM);
        jdbc.execute("notify ledger_view");
    }
}
