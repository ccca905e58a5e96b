package io.incidentledger.command.remind;

import io.incidentledger.command.communicate.RemindOfUpdate;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Refusal;
import io.incidentledger.command.refusal.Unavailable;
import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.EventType;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.UndecodableEventException;
import io.incidentledger.events.UpdateDueChanged;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads by when updates are due, and orders a reminder for each that did not come. What is known
 * here only says where to look: whether an update is missed, and was reminded of before, is decided
 * with the order, so that forgetting everything loses no reminder and repeats none. Of one thread.
 */
public final class WhenAnUpdateIsOverdueThenRemindTheLead {
    /** What was due further ahead than this when the node began to write is not reminded of. */
    private static final Duration AHEAD = Duration.ofDays(31);

    private static final Set<String> TYPES =
            Set.of(
                    EventType.TIMELINE_ENTRY_RECORDED.storedName(),
                    EventType.UPDATE_DUE_CHANGED.storedName());

    private static final Logger LOG =
            LoggerFactory.getLogger(WhenAnUpdateIsOverdueThenRemindTheLead.class);

    private record Waiting(IncidentId incidentId, Audience audience) {}

    /**
     * @param heard when they heard last: an update that came to light later says nothing new
     */
    private record Known(@Nullable Instant heard, @Nullable Instant due) {}

    private final ToLongFunction<Instant> positionAt;
    private final LongFunction<List<RecordedEvent>> events;
    private final Consumer<RemindOfUpdate> order;
    private final EventCodec codec;
    private final Duration within;

    private final Map<Waiting, Known> known = new HashMap<>();
    private long next = -1;

    /**
     * @param positionAt of the first event that was recorded at a time or later
     * @param events some from a position on; none at the end of the log
     * @param order carries a reminder out, or finds that there is nothing to remind of
     * @param within how long after its time an update is still reminded of
     */
    public WhenAnUpdateIsOverdueThenRemindTheLead(
            ToLongFunction<Instant> positionAt,
            LongFunction<List<RecordedEvent>> events,
            Consumer<RemindOfUpdate> order,
            EventCodec codec,
            Duration within) {
        this.positionAt = positionAt;
        this.events = events;
        this.order = order;
        this.codec = codec;
        this.within = within;
    }

    /**
     * Orders what there is to remind of by now.
     *
     * @throws Unavailable when an order could not be carried out; the next look does it
     * @throws Conflict the same
     */
    public void look(Instant now) {
        if (next < 0) {
            next = positionAt.applyAsLong(now.minus(within).minus(AHEAD));
        }
        readOn();
        for (var entry : known.entrySet()) {
            Instant due = entry.getValue().due();
            if (due != null && due.isBefore(now)) {
                if (!due.isBefore(now.minus(within))) {
                    remind(entry.getKey(), due);
                }
                entry.setValue(new Known(entry.getValue().heard(), null));
            }
        }
    }

    /** Another node writes now: whatever is known may be out of date when this one does again. */
    public void forget() {
        known.clear();
        next = -1;
    }

    private void remind(Waiting waiting, Instant missed) {
        try {
            order.accept(new RemindOfUpdate(waiting.incidentId, waiting.audience, missed));
        } catch (Unavailable | Conflict later) {
            throw later;
        } catch (Refusal refused) {
            LOG.warn("Nobody is reminded of an update of {}", waiting.incidentId, refused);
        }
    }

    private void readOn() {
        List<RecordedEvent> read;
        while (!(read = events.apply(next)).isEmpty()) {
            for (RecordedEvent event : read) {
                if (TYPES.contains(event.type()) && !event.erased()) {
                    decoded(event).ifPresent(this::note);
                }
            }
            next = read.getLast().position() + 1;
        }
    }

    private Optional<LedgerEvent> decoded(RecordedEvent event) {
        try {
            return Optional.of(codec.decode(event.type(), event.version(), event.payload()));
        } catch (UndecodableEventException damaged) {
            return Optional.empty();
        }
    }

    private void note(LedgerEvent event) {
        if (event instanceof UpdateDueChanged changed) {
            known.compute(
                    new Waiting(changed.incidentId(), changed.audience()),
                    (key, before) ->
                            new Known(before == null ? null : before.heard(), changed.due()));
        } else if (event instanceof TimelineEntryRecorded entry
                && entry.content() instanceof EntryContent.Update update) {
            Instant at = entry.occurredAt().at();
            known.compute(
                    new Waiting(entry.incidentId(), update.audience()),
                    (key, before) ->
                            before != null && before.heard() != null && at.isBefore(before.heard())
                                    ? before
                                    : new Known(at, update.nextUpdateDue()));
        }
    }
}
