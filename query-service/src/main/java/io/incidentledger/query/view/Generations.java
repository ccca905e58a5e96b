package io.incidentledger.query.view;

import io.incidentledger.query.request.Refusal.NotNow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The generations of the view, and reading from the one that serves: of those that this version
 * understands, the one of the youngest form. Thread-safe.
 */
public final class Generations {
    /** The generation that answers, as one row or none; its parameters are the forms. */
    static final String SERVING =
            "select id, position, schema_name from view_generation where state = 'serving'"
                    + " and form between %s and %s order by form desc limit 1";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final Forms forms;
    private final TransactionTemplate snapshot;

    public Generations(JdbcClient jdbc, PlatformTransactionManager transactions, Forms forms) {
        this.jdbc = jdbc;
        this.forms = forms;
        snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    public Forms forms() {
        return forms;
    }

    /** All of them, oldest first, those that are retired but not gone yet included. */
    public List<Generation> all() {
        return jdbc.sql(
                        "select id, form, state, reason, position, recorded_at, chain, begun_at,"
                                + " serving_since from view_generation order by id")
                .query((row, n) -> generation(row))
                .list();
    }

    /**
     * Reads from one state of the serving generation: whatever happens meanwhile, also a switch to
     * another generation, what is read belongs together.
     *
     * @throws NotNow when none serves yet
     */
    public <T> T read(Function<Snapshot, T> question) {
        return Objects.requireNonNull(snapshot.execute(status -> question.apply(choose())));
    }

    /** From here on, until the transaction ends, tables are those of the generation. */
    private Snapshot choose() {
        return jdbc.sql(
                        "select g.id, g.position, "
                                + searchPath("g.schema_name")
                                // Until the end nobody drops it.
                                + ", pg_advisory_xact_lock_shared("
                                + lockOf("g.schema_name")
                                + ") from ("
                                + SERVING.formatted(":oldest", ":own")
                                + ") g")
                .param("oldest", forms.oldest())
                .param("own", forms.own())
                .query((row, n) -> new Snapshot(jdbc, row.getLong("id"), row.getLong("position")))
                .optional()
                .orElseThrow(() -> new NotNow("The view is not there yet", RETRY_AFTER));
    }

    /** An expression that lets the tables of a schema come first, until the transaction ends. */
    public static String searchPath(String schema) {
        return "set_config('search_path', quote_ident("
                + schema
                + ") || ', ' || current_setting('search_path'), true)";
    }

    /** The key of the lock that readers share and whoever drops a generation takes alone. */
    public static String lockOf(String schema) {
        return "hashtextextended(" + schema + ", 0)";
    }

    private static Generation generation(ResultSet row) throws SQLException {
        return new Generation(
                row.getLong("id"),
                row.getInt("form"),
                Generation.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                row.getLong("position"),
                instant(row, "recorded_at"),
                row.getString("chain"),
                Objects.requireNonNull(instant(row, "begun_at")),
                instant(row, "serving_since"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
