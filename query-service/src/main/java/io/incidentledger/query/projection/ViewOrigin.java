package io.incidentledger.query.projection;

import io.incidentledger.eventstore.read.KafkaEventSource;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether the view is one of this log, and in this version's form. If not, it is emptied, and the
 * projection builds it anew from the first event.
 */
final class ViewOrigin {
    private static final Logger LOG = LoggerFactory.getLogger(ViewOrigin.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaEventSource log;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    ViewOrigin(KafkaEventSource log, JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.log = log;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    private record Mark(long position, @Nullable String chain, int form) {}

    /**
     * @throws InterruptedException when this node stops meanwhile
     * @throws IllegalStateException when the log does not answer; trying again is safe
     */
    void settle() throws InterruptedException {
        Mark mark = mark();
        if (mark.position < 0) {
            return;
        }
        if (mark.form != Projection.FORM) {
            empty(mark, "it has the form " + mark.form + ", not " + Projection.FORM);
        } else if (!sameLog(mark)) {
            empty(mark, "it was built from another log");
        }
    }

    private Mark mark() {
        Mark mark =
                jdbc.queryForObject(
                        "select position, chain, form from view_position",
                        (row, n) ->
                                new Mark(
                                        row.getLong("position"),
                                        row.getString("chain"),
                                        row.getInt("form")));
        if (mark == null) {
            throw new IllegalStateException("view_position has no row");
        }
        return mark;
    }

    /** The chain at a position covers all that came before: one event tells. */
    private boolean sameLog(Mark mark) throws InterruptedException {
        try {
            long head = log.headPosition().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return head > mark.position && eventAt(mark.position).chain().equals(mark.chain);
        } catch (ExecutionException | TimeoutException silent) {
            throw new IllegalStateException("the log does not answer", silent);
        }
    }

    private RecordedEvent eventAt(long position) throws InterruptedException {
        MessageStream<EventMessage> stream =
                log.open(
                        StreamingCondition.conditionFor(
                                new GlobalSequenceTrackingToken(position),
                                EventCriteria.havingAnyTag()),
                        null);
        Semaphore news = new Semaphore(0);
        try {
            stream.setCallback(news::release);
            while (true) {
                Optional<MessageStream.Entry<EventMessage>> next = stream.next();
                if (next.isPresent()) {
                    return RecordedEvent.of(next.get().message()).orElseThrow();
                }
                if (stream.isCompleted()
                        || !news.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException(
                            "event " + position + " cannot be read from the log",
                            stream.error().orElse(null));
                }
            }
        } finally {
            stream.close();
        }
    }

    private void empty(Mark mark, String reason) {
        LOG.warn("The view up to position {} is emptied and built anew: {}", mark.position, reason);
        transaction.executeWithoutResult(
                status -> {
                    jdbc.execute(
                            "truncate recorded_event, parked_event, incident, incident_version,"
                                    + " timeline_entry, follow_up, access_token, projection_token");
                    jdbc.update(
                            "update view_position set position = -1, recorded_at = null,"
                                    + " chain = null, form = ?",
                            Projection.FORM);
                    jdbc.execute("notify ledger_view");
                });
    }
}
