package io.incidentledger.query.stream;

import io.incidentledger.eventstore.read.KafkaEventSource;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.query.incident.RecordedEvents.EventAnswer;
import io.incidentledger.query.projection.EventRow;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * One client's stream: the events of incidents, from a position on, until the client leaves, its
 * token is revoked, or the service stops. Events about access are nobody's to listen to.
 */
final class EventStream implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Duration LOOK = Duration.ofMillis(500);

    private final KafkaEventSource log;
    private final KnownRedactions redactions;
    private final long from;
    private final long head;
    private final Duration heartbeat;
    private final BooleanSupplier allowed;
    private final SseEmitter emitter = new SseEmitter(0L);
    private final Semaphore news = new Semaphore(0);
    private volatile boolean ended;

    /**
     * @param from the position of the first event
     * @param head the position after the last event when the client came: what was redacted by then
     *     is never sent
     */
    EventStream(
            KafkaEventSource log,
            KnownRedactions redactions,
            long from,
            long head,
            Duration heartbeat,
            BooleanSupplier allowed) {
        this.log = log;
        this.redactions = redactions;
        this.from = from;
        this.head = head;
        this.heartbeat = heartbeat;
        this.allowed = allowed;
        emitter.onCompletion(this::end);
        emitter.onError(failure -> end());
    }

    SseEmitter emitter() {
        return emitter;
    }

    void end() {
        ended = true;
        news.release();
    }

    @Override
    public void run() {
        MessageStream<EventMessage> events =
                log.open(
                        StreamingCondition.conditionFor(
                                new GlobalSequenceTrackingToken(from),
                                EventCriteria.havingAnyTag()),
                        null);
        try {
            events.setCallback(news::release);
            pass(events);
            emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            // The client has left, or the connection has ended with it.
            emitter.complete();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            emitter.complete();
        } catch (RuntimeException failure) {
            LOG.warn("The stream from {} ends early", from, failure);
            emitter.complete();
        } finally {
            events.close();
        }
    }

    private void pass(MessageStream<EventMessage> events) throws IOException, InterruptedException {
        // Tells proxies and the client that it stands.
        emitter.send(SseEmitter.event().comment("listening from " + from));
        long lookedAt = System.nanoTime();
        while (!ended) {
            if (System.nanoTime() - lookedAt >= heartbeat.toNanos()) {
                if (!allowed.getAsBoolean()) {
                    return;
                }
                emitter.send(SseEmitter.event().comment("alive"));
                lookedAt = System.nanoTime();
            }
            Optional<MessageStream.Entry<EventMessage>> next = events.peek();
            if (next.isPresent()) {
                RecordedEvent event = RecordedEvent.of(next.get().message()).orElseThrow();
                // Only the view knows what is redacted: nothing is sent that it does not include.
                if (redactions.include(Math.max(event.position(), head - 1), LOOK)) {
                    send(event);
                    events.next();
                }
            } else if (events.isCompleted()) {
                // The client asks again, from where it is.
                events.error()
                        .ifPresent(
                                lost ->
                                        LOG.warn(
                                                "The stream from {} lost the log: {}",
                                                from,
                                                lost.toString()));
                return;
            } else {
                long left = heartbeat.toNanos() - (System.nanoTime() - lookedAt);
                if (news.tryAcquire(Math.max(0, left), TimeUnit.NANOSECONDS)) {
                    news.drainPermits();
                }
            }
        }
    }

    private void send(RecordedEvent event) throws IOException {
        if (event.tag("incident") == null) {
            return;
        }
        // A stored payload may have line breaks between its tokens; a line ends an SSE field.
        String json =
                MAPPER.writeValueAsString(EventAnswer.of(EventRow.of(event), redactions.toDate()))
                        .replace('\n', ' ')
                        .replace('\r', ' ');
        emitter.send(
                SseEmitter.event()
                        .id(Long.toString(event.position()))
                        .name("event")
                        .data(json, MediaType.TEXT_PLAIN));
    }
}
