package io.incidentledger.command.evidence;

import io.incidentledger.command.dispatch.Decisions;
import io.incidentledger.command.dispatch.OneAtATime;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.InvalidOrder;
import io.incidentledger.command.refusal.Refusal;
import io.incidentledger.command.refusal.Unavailable;
import io.incidentledger.command.refusal.Unavailable.Outcome;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.evidence.EvidenceStore;
import io.incidentledger.evidence.Received;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Supplier;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps files for as long as an entry names them that is not redacted. Orders that name the same
 * file come one after the other, so that none removes what another has just brought. Thread-safe.
 */
public final class EvidenceRoom {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceRoom.class);

    private final @Nullable EvidenceStore store;
    private final Directory directory;
    private final OneAtATime<String, String> files;

    /**
     * @param store null when no files are taken
     * @param patience how long an order waits for others that name the same file
     */
    public EvidenceRoom(@Nullable EvidenceStore store, Directory directory, Duration patience) {
        this.store = store;
        this.directory = directory;
        this.files = new OneAtATime<>(patience);
    }

    /**
     * Carries an order out whose event names a file: the file is kept before there is an event, and
     * goes again when the order is refused.
     */
    <T> T keeping(Received received, Supplier<T> order) {
        return files.alone(received.sha256(), () -> kept(received, order));
    }

    private <T> T kept(Received received, Supplier<T> order) {
        EvidenceStore keeping = Objects.requireNonNull(store);
        boolean news;
        try {
            news = keeping.keep(received);
        } catch (IOException failure) {
            LOG.error("An evidence file cannot be kept", failure);
            throw new Unavailable(
                    "the file cannot be kept; the service's log says why",
                    Outcome.NONE,
                    Duration.ofSeconds(10));
        }
        try {
            return order.get();
        } catch (Refusal | InvalidOrder refused) {
            if (news && !mayHaveCounted(refused)) {
                removeUnlessNamed(received.sha256());
            }
            throw refused;
        }
    }

    private static boolean mayHaveCounted(RuntimeException refused) {
        return refused instanceof Unavailable unavailable
                && unavailable.outcome() == Outcome.UNKNOWN;
    }

    /**
     * Removes those of the files that no entry names any more. What cannot be removed now is said
     * in the log of the service, and is when the order that led here is given again.
     */
    public void clear(Collection<String> sha256s) {
        for (String sha256 : sha256s) {
            try {
                files.alone(sha256, () -> removeUnlessNamed(sha256));
            } catch (Unavailable notNow) {
                LOG.error("The file {} was not removed", sha256, notNow);
            }
        }
    }

    /** Whatever goes wrong: the order that led here has its answer. */
    private boolean removeUnlessNamed(String sha256) {
        try {
            if (store != null && !isNamed(sha256)) {
                store.remove(sha256);
                return true;
            }
        } catch (IOException | RuntimeException failure) {
            LOG.error("The file {} was not removed", sha256, failure);
        }
        return false;
    }

    /** By an entry that is not redacted, of whatever incident. */
    private boolean isNamed(String sha256) {
        return directory.recorded(Tag.of("evidence", sha256)).stream()
                .anyMatch(event -> !event.erased() && !isHidden(event));
    }

    private boolean isHidden(RecordedEvent event) {
        String incident = event.tag("incident");
        return incident != null
                && directory
                        .events(Decisions.tag(IncidentId.of(incident)), WordsRedacted.class)
                        .stream()
                        .flatMap(redaction -> redaction.hidden().stream())
                        .anyMatch(hidden -> hidden.position() == event.position());
    }
}
