package io.incidentledger.query.follow;

import io.incidentledger.query.view.Forms;
import io.incidentledger.query.view.Generation;
import io.incidentledger.query.view.Generation.State;
import io.incidentledger.query.view.Generations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How one generation of the view follows another: begun beside the one that serves, put in its
 * place when it has caught up, and the old one dropped when nobody reads it any more. Each step is
 * one transaction, and any node may take it: the database lets one of them. Thread-safe.
 */
final class Succession {
    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);
    // Whoever holds a lock for longer is stuck; another look comes soon.
    private static final String PATIENCE = "set local lock_timeout = '2s'";
    private static final String NOTIFY = "notify ledger_view";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Forms forms;
    private final String tables;

    Succession(JdbcTemplate jdbc, PlatformTransactionManager transactions, Forms forms) {
        this.jdbc = jdbc;
        this.forms = forms;
        transaction = new TransactionTemplate(transactions);
        tables = script();
    }

    /**
     * Begins a generation of this version's form, with empty tables.
     *
     * @param state {@code BUILDING}, or {@code SERVING} where there is nothing to serve meanwhile
     * @return its id; empty when there is one in that state already
     */
    OptionalLong begin(State state, String reason) {
        try {
            return OptionalLong.of(
                    Objects.requireNonNull(transaction.execute(status -> create(state, reason))));
        } catch (DuplicateKeyException begunByAnother) {
            return OptionalLong.empty();
        }
    }

    private long create(State state, String reason) {
        record Created(long id, String schema) {}
        Created created =
                Objects.requireNonNull(
                        jdbc.queryForObject(
                                "insert into view_generation"
                                        + " (form, state, reason, schema_name, serving_since)"
                                        + " values (?, ?, ?, current_schema() || '_view_'"
                                        + " || currval('view_generation_id_seq'),"
                                        + " case when ? then now() end)"
                                        + " returning id, quote_ident(schema_name)",
                                (row, n) -> new Created(row.getLong(1), row.getString(2)),
                                forms.own(),
                                name(state),
                                reason,
                                state == State.SERVING));
        jdbc.execute("create schema " + created.schema);
        inTablesOf(created.id);
        jdbc.execute(tables);
        jdbc.execute(NOTIFY);
        LOG.info("Generation {} of the view is begun: {}", created.id, reason);
        return created.id;
    }

    /**
     * Puts a generation in the place of the one that serves, unless that one has come farther: what
     * somebody has read must not vanish again.
     *
     * @return whether it serves now
     */
    boolean enthrone(Generation building) {
        return Boolean.TRUE.equals(
                transaction.execute(
                        status -> {
                            jdbc.execute(PATIENCE);
                            // None of them moves from here on.
                            jdbc.queryForList(
                                    "select id from view_generation order by id for update");
                            long farthest =
                                    Objects.requireNonNull(
                                            jdbc.queryForObject(
                                                    "select coalesce(max(position), -1) from"
                                                            + " view_generation where"
                                                            + " state = 'serving'"
                                                            + " and form between ? and ?",
                                                    Long.class,
                                                    forms.oldest(),
                                                    forms.own()));
                            int ready =
                                    Objects.requireNonNull(
                                            jdbc.queryForObject(
                                                    "select count(*) from view_generation where"
                                                            + " id = ? and state = 'building'"
                                                            + " and position >= ?",
                                                    Integer.class,
                                                    building.id(),
                                                    farthest));
                            if (ready == 0) {
                                return false;
                            }
                            jdbc.update(
                                    "update view_generation set state = 'retired'"
                                            + " where state = 'serving' and form = ?",
                                    building.form());
                            jdbc.update(
                                    "update view_generation set state = 'serving',"
                                            + " serving_since = now() where id = ?",
                                    building.id());
                            jdbc.execute(NOTIFY);
                            LOG.info("Generation {} of the view serves", building.id());
                            return true;
                        }));
    }

    /** Takes a generation out of use at once. */
    void retire(Generation generation, String reason) {
        LOG.warn(
                "Generation {} of the view, up to position {}, is given up: {}",
                generation.id(),
                generation.position(),
                reason);
        transaction.executeWithoutResult(
                status -> {
                    jdbc.update(
                            "update view_generation set state = 'retired' where id = ?",
                            generation.id());
                    jdbc.execute(NOTIFY);
                });
    }

    /** Says that a node reads or builds these; waits for nobody. */
    void want(Set<Long> generations) {
        generations.forEach(
                id ->
                        jdbc.update(
                                "update view_generation set wanted_at = now() where id ="
                                        // A batch that is just moving it says so, too.
                                        + " (select id from view_generation where id = ?"
                                        + " for update skip locked)",
                                id));
    }

    /**
     * Drops what no node has wanted for a while: retired generations, and those of other forms,
     * whose nodes have gone.
     */
    void dropUnwanted(Duration unwanted) {
        List<Long> ids =
                jdbc.queryForList(
                        "select id from view_generation where " + UNWANTED,
                        Long.class,
                        forms.own(),
                        unwanted.toMillis());
        for (long id : ids) {
            try {
                transaction.executeWithoutResult(status -> drop(id, unwanted));
            } catch (DataAccessException later) {
                LOG.warn(
                        "Generation {} of the view cannot be dropped yet: {}",
                        id,
                        later.getMostSpecificCause().getMessage());
            }
        }
    }

    private static final String UNWANTED =
            "(state = 'retired' or form <> ?)"
                    + " and wanted_at < now() - ? * interval '1 millisecond'";

    private void drop(long id, Duration unwanted) {
        jdbc.execute(PATIENCE);
        List<String> schemas =
                jdbc.queryForList(
                        "delete from view_generation where id = ? and "
                                + UNWANTED
                                + " and pg_try_advisory_xact_lock("
                                + Generations.lockOf("schema_name")
                                + ") returning quote_ident(schema_name)",
                        String.class,
                        id,
                        forms.own(),
                        unwanted.toMillis());
        for (String schema : schemas) {
            jdbc.execute("drop schema if exists " + schema + " cascade");
            jdbc.update(
                    "delete from projection_token where processor_name = ?",
                    ProcessorFactory.name(id));
            LOG.info("Generation {} of the view is dropped", id);
        }
    }

    private void inTablesOf(long id) {
        jdbc.queryForList(
                "select "
                        + Generations.searchPath("schema_name")
                        + " from view_generation where id = ?",
                id);
    }

    private static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String script() {
        try (InputStream in =
                Objects.requireNonNull(
                        Succession.class.getResourceAsStream("/db/view/generation.sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
