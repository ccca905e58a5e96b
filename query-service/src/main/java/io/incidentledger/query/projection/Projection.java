package io.incidentledger.query.projection;

import io.incidentledger.query.view.Forms;
import io.incidentledger.query.view.Generations;
import java.sql.SQLException;
import java.util.List;
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
     * The form of the tables' content. Whoever changes what a fold puts there, or the tables
     * themselves, raises it: a generation of the new form is then built beside the one that serves.
     */
    static final int FORM = 13;

    /**
     * The oldest form that this version can read and carry on while its own is being built. Whoever
     * changes the tables raises it to {@link #FORM}; questions then wait until that is built.
     */
    static final int OLDEST_FORM = 13;

    public static final Forms FORMS = new Forms(OLDEST_FORM, FORM);

    /** The class of PostgreSQL's error codes. */
    private static final String PROGRAM_LIMIT_EXCEEDED = "54";

    private static final String LONGEST_WAIT = "5s";
    private static final String LONGEST_SILENCE = "30s";

    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);

    private final JdbcTemplate jdbc;
    private final long generation;
    private final KnownTables known;
    private final ViewTables tables;
    private final OrganisationTables organisation;
    private final Redacting redacting;
    private final TransactionTemplate savepoint;

    /**
     * @param generation which building of the view it applies to
     */
    public Projection(JdbcTemplate jdbc, PlatformTransactionManager transactions, long generation) {
        this.jdbc = jdbc;
        this.generation = generation;
        known = new KnownTables(jdbc);
        tables = new ViewTables(jdbc);
        organisation = new OrganisationTables(jdbc);
        redacting = new Redacting(jdbc, tables);
        savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * @param events in the order of the log, without gaps
     * @throws IllegalStateException when an event between the view and the first of these is
     *     missing; nothing is changed
     */
    public void apply(List<EventRow> events) {
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

    private void applyAtOnce(ReadBatch read) {
        ReadBatch batch = redacting.redacted(read);
        tables.record(batch);
        tables.write(BatchFold.changes(known.before(batch), batch.facts()), batch.access());
        organisation.write(batch.organisation());
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
    static void requireFaultOfData(RuntimeException fault) {
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

    /**
     * Locks the generation, which holds off another node that believes it is its turn, and lets its
     * tables be meant until the transaction ends.
     */
    long lockedPosition() {
        // Who waits for ever holds a connection for ever; a batch that fails comes again.
        jdbc.execute("set local lock_timeout = '" + LONGEST_WAIT + "'");
        List<Long> position =
                jdbc.query(
                        "select g.position, "
                                + Generations.searchPath("g.schema_name")
                                // A node that is stopped in the middle lets go of the lock.
                                + ", set_config('idle_in_transaction_session_timeout', '"
                                + LONGEST_SILENCE
                                + "', true) from (select position, schema_name"
                                + " from view_generation where id = ? for update) g",
                        (row, n) -> row.getLong("position"),
                        generation);
        if (position.isEmpty()) {
            throw new IllegalStateException(
                    "generation " + generation + " of the view is not there any more");
        }
        return position.getFirst();
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
                "update view_generation set position = ?, recorded_at = ?::timestamptz, chain = ?,"
                        + " wanted_at = now() where id = ?",
                last.position(),
                last.recordedAt().toString(),
                last.chain(),
                generation);
        jdbc.execute("notify ledger_view");
    }
}
