package io.incidentledger.command.incident;

import io.incidentledger.events.Moment;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.WithoutWords;
import org.jspecify.annotations.Nullable;

/**
 * The present text and time of a timeline entry, corrections applied.
 *
 * @param retracted whether it was struck out
 * @param events how many events hold words of it
 */
public record Entry(String text, Moment occurredAt, boolean retracted, int events) {

    /**
     * @param before null unless the log holds the id twice
     */
    static Entry of(TimelineEntryRecorded recorded, @Nullable Entry before) {
        return new Entry(
                recorded.content().text(),
                recorded.occurredAt(),
                false,
                before == null ? 1 : before.events() + 1);
    }

    Entry with(TimelineEntryCorrected correction) {
        return new Entry(
                correction.newText() == null ? text : correction.newText(),
                correction.newOccurredAt() == null ? occurredAt : correction.newOccurredAt(),
                retracted,
                events + 1);
    }

    Entry struckOut() {
        return new Entry(text, occurredAt, true, events + 1);
    }

    /** Forgets the text, or who guesses it would be told that nothing changes. */
    Entry redacted() {
        return new Entry(WithoutWords.MARK, occurredAt, retracted, events);
    }
}
