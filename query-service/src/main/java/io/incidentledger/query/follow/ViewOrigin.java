package io.incidentledger.query.follow;

import io.incidentledger.eventstore.read.KafkaEventSource;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.query.view.Generation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamingCondition;

/** Whether a generation of the view is one of this log. */
final class ViewOrigin {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaEventSource log;

    ViewOrigin(KafkaEventSource log) {
        this.log = log;
    }

    /**
     * The chain at a position covers all that came before: one event tells.
     *
     * @param head the position that the log's next event will get
     * @throws InterruptedException when this node stops meanwhile
     * @throws IllegalStateException when the log does not answer; trying again is safe
     */
    boolean sameLog(Generation generation, long head) throws InterruptedException {
        return generation.position() < 0
                || head > generation.position()
                        && eventAt(generation.position()).chain().equals(generation.chain());
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
}
