package io.incidentledger.standalone.log;

import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.EventType;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.UndecodableEventException;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.eventstore.archive.Redactions;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.standalone.StandsInTheWayException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file to pass on leaves out: the events whose words the ledger's redactions hide, the
 * recorded changes that these show, those that somebody named, and the first one, whose salt keys
 * the hashes of all orders.
 */
final class Withheld implements Redactions {

    private static final long FIRST = 0;

    private final EventCodec codec = new EventCodec();
    private final @Nullable Positions named;
    private final Set<Long> redacted = new HashSet<>();

    /** Where each change was recorded. */
    private final Map<String, Long> changes = new HashMap<>();

    /** Where the change was recorded that the entry at a position shows. */
    private final Map<Long, Long> shown = new HashMap<>();

    Withheld(@Nullable Positions named) {
        this.named = named;
    }

    @Override
    public void look(RecordedEvent event) {
        if (event.type().equals(EventType.CHANGE_RECORDED.storedName())) {
            changes.putIfAbsent(
                    Objects.requireNonNullElse(event.tag("change"), ""), event.position());
        } else if (event.type().equals(EventType.TIMELINE_ENTRY_RECORDED.storedName())) {
            lookAtEntry(event);
        } else if (event.type().equals(EventType.WORDS_REDACTED.storedName())) {
            WordsRedacted redaction = read(event);
            redaction.hidden().stream()
                    .map(HiddenEvent::position)
                    .filter(position -> position < event.position())
                    .forEach(this::hide);
        }
    }

    /** Older entries have no tag with the change that they show; few have one to show at all. */
    private void lookAtEntry(RecordedEvent event) {
        if (!new String(event.payload(), StandardCharsets.UTF_8).contains("\"changeId\"")) {
            return;
        }
        try {
            if (codec.decode(event.type(), event.version(), event.payload())
                            instanceof TimelineEntryRecorded entry
                    && entry.content() instanceof EntryContent.Change change
                    && change.changeId() != null
                    && changes.get(change.changeId().toString()) instanceof Long position) {
                shown.put(event.position(), position);
            }
        } catch (UndecodableEventException damaged) {
            // Nobody has ever seen a change in it.
        }
    }

    private void hide(long position) {
        redacted.add(position);
        Long change = shown.get(position);
        if (change != null) {
            redacted.add(change);
        }
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
