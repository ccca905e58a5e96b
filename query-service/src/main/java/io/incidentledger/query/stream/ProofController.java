package io.incidentledger.query.stream;

import io.incidentledger.eventstore.anchor.Anchor;
import io.incidentledger.eventstore.anchor.AnchorKey;
import io.incidentledger.eventstore.anchor.UnusableAnchorKeyException;
import io.incidentledger.eventstore.read.KafkaEventSource;
import io.incidentledger.eventstore.read.LogAudit;
import io.incidentledger.eventstore.record.ChainFault;
import io.incidentledger.eventstore.record.HashChain;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Format;
import io.incidentledger.query.request.Refusal.BadParameter;
import io.incidentledger.query.request.Refusal.NotFound;
import io.incidentledger.query.request.Refusal.NotNow;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Whether the log holds what was recorded, stretch by stretch, and lines to be kept elsewhere that
 * show it later.
 */
@RestController
@RequestMapping("/api/v1/log")
final class ProofController {
    private static final Logger LOG = LoggerFactory.getLogger(ProofController.class);

    private static final int DEFAULT_LIMIT = 20_000;
    private static final int HIGHEST_LIMIT = 100_000;
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 2;

    private final KafkaEventSource log;
    private final AnchorSettings settings;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(AT_ONCE);

    ProofController(
            @Qualifier("queryLogSource") KafkaEventSource log,
            AnchorSettings settings,
            @Qualifier("queryClock") InstantSource clock) {
        this.log = log;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A stretch that was verified.
     *
     * @param from the position of its first event
     * @param verified how many events of it are as they were recorded
     * @param chain of the last of them, or of the event before the stretch
     * @param erased how many of them have lost their payload by erasure
     * @param intact whether nothing was found that does not fit
     * @param complete whether the walk came to the end that was asked for; if not, and it is
     *     intact, {@code next} goes on
     */
    record VerifyAnswer(
            long from,
            long verified,
            String chain,
            long erased,
            boolean intact,
            boolean complete,
            @Nullable FaultAnswer fault,
            @Nullable String next) {}

    /** The first event that does not fit. */
    record FaultAnswer(long position, ChainFault.Kind kind, String detail) {}

    /** An anchor, and the line that says all of it. */
    record AnchorAnswer(
            String ledger,
            long position,
            String chain,
            Instant time,
            String key,
            String signature,
            String line) {}

    /**
     * Whether the chain of the log holds. Each answer does a bounded work: who wants all of it
     * follows {@code next} to the end.
     */
    @GetMapping("/verify")
    ResponseEntity<VerifyAnswer> verify(HttpServletRequest request) {
        Asked asked = Asked.of(request, "from", "to", "after", "limit");
        long from = asked.whole("from", 0, Long.MAX_VALUE - 1).orElse(0);
        OptionalLong to = asked.whole("to", from, Long.MAX_VALUE - 1);
        long limit = asked.whole("limit", 1, HIGHEST_LIMIT).orElse(DEFAULT_LIMIT);
        String after = asked.text("after");
        if (after != null && !after.matches("[0-9a-f]{64}")) {
            throw new BadParameter("after", after, "the chain of the event before 'from'");
        }
        if (!places.tryAcquire()) {
            throw new NotNow("Others are verifying the log", PATIENCE);
        }
        try {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .body(verify(request, from, to, after, limit));
        } catch (KafkaException silent) {
            LOG.warn("The log cannot be verified just now: {}", silent.getMessage());
            throw new NotNow("The log does not answer", PATIENCE);
        } finally {
            places.release();
        }
    }

    private VerifyAnswer verify(
            HttpServletRequest request,
            long from,
            OptionalLong to,
            @Nullable String after,
            long limit) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        long last = Math.min(to.orElse(Long.MAX_VALUE - 1), from + limit - 1);
        boolean[] stopped = new boolean[1];
        LogAudit audit =
                log.audit(
                        new LogAudit.Stretch(
                                from,
                                from == 0 ? HashChain.ORIGIN : after,
                                to.isPresent() ? to.getAsLong() + 1 : null),
                        (position, chain) -> {
                            stopped[0] =
                                    position >= last
                                            || position % 256 == 0
                                                    && System.nanoTime() - deadline > 0;
                            return !stopped[0];
                        });
        ChainFault fault = audit.fault();
        boolean complete =
                fault == null && (!stopped[0] || to.isPresent() && audit.next() > to.getAsLong());
        return new VerifyAnswer(
                from,
                audit.verified(),
                audit.chain(),
                audit.erased(),
                fault == null,
                complete,
                fault == null
                        ? null
                        : new FaultAnswer(fault.position(), fault.kind(), fault.toString()),
                complete || fault != null ? null : next(request, audit, to, limit));
    }

    private static String next(
            HttpServletRequest request, LogAudit audit, OptionalLong to, long limit) {
        return request.getRequestURI()
                + "?from="
                + audit.next()
                + (to.isPresent() ? "&to=" + to.getAsLong() : "")
                + "&after="
                + audit.chain()
                + "&limit="
                + limit;
    }

    /** An anchor of the log as it is, to be kept elsewhere. */
    @GetMapping({"/anchor", "/anchor.{suffix}"})
    ResponseEntity<Object> anchor(
            @PathVariable(required = false) @Nullable String suffix, HttpServletRequest request) {
        Asked.of(request);
        Format format = Format.asked(request, suffix, Format.JSON, Format.TEXT);
        Path file = settings.keyFile();
        if (file == null) {
            throw new NotFound("This node has no key to sign with (ledger.query.anchor.key-file)");
        }
        RecordedEvent last = last();
        Anchor anchor = key(file).sign(log.topic(), last.position(), last.chain(), clock.instant());
        Object body =
                format == Format.TEXT
                        ? anchor.line() + "\n"
                        : new AnchorAnswer(
                                anchor.ledger(),
                                anchor.position(),
                                anchor.chain(),
                                anchor.time(),
                                anchor.key(),
                                anchor.signature(),
                                anchor.line());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(format.type())
                .body(body);
    }

    private static AnchorKey key(Path file) {
        try {
            return AnchorKey.madeOnce(file);
        } catch (UnusableAnchorKeyException unusable) {
            LOG.warn("{}", unusable.getMessage());
            throw new NotNow(
                    "The key for anchors cannot be used; the node's log says why", PATIENCE);
        }
    }

    private RecordedEvent last() {
        try {
            return log.last()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .orElseThrow(
                            () -> new NotFound("The log is empty: there is nothing to anchor"));
        } catch (ExecutionException | TimeoutException silent) {
            throw new NotNow("The log does not answer", PATIENCE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new NotNow("The service is stopping", PATIENCE);
        }
    }
}
