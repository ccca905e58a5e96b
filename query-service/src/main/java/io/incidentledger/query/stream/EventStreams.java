package io.incidentledger.query.stream;

import io.incidentledger.eventstore.read.KafkaEventSource;
import io.incidentledger.query.access.ViewedTokens;
import io.incidentledger.query.request.Refusal.NotNow;
import io.incidentledger.query.view.QuerySettings;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The clients that listen to the log. Each has a reader of its own that takes from the log as fast
 * as the client does, so that a slow one costs no memory. All end before the web server stops.
 */
@Component
public final class EventStreams implements SmartLifecycle {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final KafkaEventSource log;
    private final KnownRedactions redactions;
    private final ViewedTokens tokens;
    private final Duration heartbeat;
    private final int most;
    private final Semaphore places;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    EventStreams(
            @Qualifier("queryStreamSource") KafkaEventSource log,
            KnownRedactions redactions,
            ViewedTokens tokens,
            QuerySettings settings) {
        this.log = log;
        this.redactions = redactions;
        this.tokens = tokens;
        heartbeat = settings.stream().heartbeat();
        most = settings.stream().clients();
        places = new Semaphore(most);
    }

    /** How many clients listen. */
    public int clients() {
        return open.size();
    }

    /**
     * @param from the position of the first event
     * @param head the position after the last event that there is
     * @throws NotNow when all places are taken, or the service is stopping
     */
    SseEmitter open(long from, long head, OAuth2AuthenticatedPrincipal listener) {
        if (!running || !places.tryAcquire()) {
            throw new NotNow(
                    running
                            ? "All " + most + " places for listeners are taken"
                            : "The service is stopping",
                    RETRY_AFTER);
        }
        EventStream stream =
                new EventStream(
                        log, redactions, from, head, heartbeat, () -> tokens.stillHolds(listener));
        open.add(stream);
        Thread.ofVirtual()
                .name("event-stream")
                .start(
                        () -> {
                            try {
                                stream.run();
                            } finally {
                                open.remove(stream);
                                places.release();
                            }
                        });
        return stream.emitter();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        open.forEach(EventStream::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server waits for its requests to end: these would not. Not first of all. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }
}
