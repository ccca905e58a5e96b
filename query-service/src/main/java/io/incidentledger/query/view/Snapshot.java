package io.incidentledger.query.view;

import io.incidentledger.query.request.LogMoment;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The view at one position: whatever is read through it belongs together. For one thread, while the
 * question lasts.
 *
 * @param generation which building of the view it is
 * @param position of the last event that the view includes; -1 for none
 */
public record Snapshot(JdbcClient jdbc, long generation, long position) {

    /** How many events of the log could not be read or applied. */
    public long parked() {
        return jdbc.sql("select count(*) from parked_event").query(Long.class).single();
    }

    /** The position that a moment means, at most the view's own; that too without a moment. */
    public long at(@Nullable LogMoment moment) {
        return switch (moment) {
            case null -> position;
            case LogMoment.Position(long value) -> Math.min(value, position);
            case LogMoment.Time(Instant value) -> asOf(value);
        };
    }

    /**
     * What "as of a time" means: the position of the last event that was recorded by then; -1 for
     * none, and the view's own position without a time.
     */
    public long asOf(@Nullable Instant time) {
        if (time == null) {
            return position;
        }
        return jdbc.sql(
                        "select position from recorded_event where recorded_at <= :time"
                                + " order by recorded_at desc, position desc limit 1")
                .param("time", time.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .optional()
                .orElse(-1L);
    }
}
