package io.incidentledger.standalone.log;

import io.incidentledger.events.EventCodec;
import io.incidentledger.events.EventType;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.UndecodableEventException;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.eventstore.archive.Redactions;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.standalone.StandsInTheWayException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file to pass on leaves out: the events whose words the ledger's redactions hide, those
 * that somebody named, and the first one, whose salt keys the hashes of all orders.
 */
final class Withheld implements Redactions {

    private static final long FIRST = 0;

    private final EventCodec codec = new EventCodec();
    private final @Nullable Positions named;
    private final Set<Long> redacted = new HashSet<>();

    Withheld(@Nullable Positions named) {
        this.named = named;
    }

    @Override
    public void look(RecordedEvent event) {
        if (!event.type().equals(EventType.WORDS_REDACTED.storedName())) {
            return;
        }
        WordsRedacted redaction = read(event);
        redaction.hidden().stream()
                .map(HiddenEvent::position)
                .filter(position -> position < event.position())
                .forEach(redacted::add);
    }

    @Override
    public boolean hides(long position) {
        return position == FIRST
                || redacted.contains(position)
                || named != null && named.has(position);
    }

    private WordsRedacted read(RecordedEvent event) {
        try {
            LedgerEvent read = codec.decode(event.type(), event.version(), event.payload());
            if (read instanceof WordsRedacted redaction) {
                return redaction;
            }
            throw unknown(event, new IllegalArgumentException("of a version to come"));
        } catch (UndecodableEventException unreadable) {
            throw unknown(event, unreadable); // also one that was erased: it has no payload
        }
    }

    /** Rather no file than one that holds what somebody took back. */
    private static StandsInTheWayException unknown(RecordedEvent event, Exception unreadable) {
        return new StandsInTheWayException(
                "The redaction at position "
                        + event.position()
                        + " cannot be read, so nobody knows what must be left out of a file to pass"
                        + " on.",
                unreadable);
    }
}
