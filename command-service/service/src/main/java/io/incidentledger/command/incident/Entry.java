package io.incidentledger.command.incident;

import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.HypothesisJudged;
import io.incidentledger.events.HypothesisState;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Moment;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryFlagged;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.WithoutWords;
import org.jspecify.annotations.Nullable;

/**
 * A timeline entry as it stands: its present text and time, corrections applied.
 *
 * @param retracted whether it was struck out
 * @param hypothesis what became of it; null where it is no hypothesis
 * @param audience whom an update told; null where it is none
 * @param events how many events hold words of it
 * @param told the position of the event that its text comes from, or {@link Evolution#UNRECORDED}
 */
public record Entry(
        String text,
        Moment occurredAt,
        boolean retracted,
        @Nullable HypothesisState hypothesis,
        boolean pinned,
        @Nullable Marker marker,
        @Nullable Audience audience,
        int events,
        long told) {

    /**
     * @param before null unless the log holds the id twice
     */
    static Entry of(TimelineEntryRecorded recorded, long position, @Nullable Entry before) {
        return new Entry(
                recorded.content().text(),
                recorded.occurredAt(),
                false,
                recorded.content() instanceof EntryContent.Hypothesis hypothesis
                        ? hypothesis.state()
                        : null,
                false,
                recorded.marker(),
                audience(recorded.content()),
                before == null ? 1 : before.events() + 1,
                position);
    }

    /** Whom an entry tells, or null where it is no update. */
    public static @Nullable Audience audience(EntryContent content) {
        return content instanceof EntryContent.Update update ? update.audience() : null;
    }

    Entry with(TimelineEntryCorrected correction, long position) {
        return new Entry(
                correction.newText() == null ? text : correction.newText(),
                correction.newOccurredAt() == null ? occurredAt : correction.newOccurredAt(),
                retracted,
                hypothesis,
                pinned,
                marker,
                audience,
                events + 1,
                correction.newText() == null ? told : position);
    }

    Entry with(HypothesisJudged judged) {
        return new Entry(
                text,
                occurredAt,
                retracted,
                hypothesis == null ? null : judged.state(),
                pinned,
                marker,
                audience,
                events + 1,
                told);
    }

    Entry with(TimelineEntryFlagged flagged) {
        return new Entry(
                text,
                occurredAt,
                retracted,
                hypothesis,
                flagged.pinned(),
                flagged.marker(),
                audience,
                events,
                told);
    }

    Entry struckOut() {
        return new Entry(
                text, occurredAt, true, hypothesis, pinned, marker, audience, events + 1, told);
    }

    /** Forgets the text, or who guesses it would be told that nothing changes. */
    Entry redacted() {
        return new Entry(
                WithoutWords.MARK,
                occurredAt,
                retracted,
                hypothesis,
                pinned,
                marker,
                audience,
                events,
                told);
    }
}
