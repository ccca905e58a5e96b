package io.incidentledger.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as the log holds it, with what the log knows of it: the input of every fold.
 *
 * @param position its place in the ledger, dense from 0
 * @param recordedAt when the log took it, in milliseconds, never going backwards with the position
 * @param actor who recorded it: whose token was used
 * @param authority the id of that token, or another word for what allowed it
 * @param commandId the order it came from; the events of one order share it
 * @param number what people call the thing it opened ({@code INC-7}), or null
 * @param redaction what hid the words that the event does not hold any more, or null
 */
public record Fact(
        long position,
        Instant recordedAt,
        Handle actor,
        String authority,
        String commandId,
        @Nullable String number,
        LedgerEvent event,
        @Nullable Redaction redaction) {

    /** An event as it was recorded. */
    public Fact(
            long position,
            Instant recordedAt,
            Handle actor,
            String authority,
            String commandId,
            @Nullable String number,
            LedgerEvent event) {
        this(position, recordedAt, actor, authority, commandId, number, event, null);
    }

    /**
     * What is left of it.
     *
     * @param by what hid its words, or null where that was about what showed it
     */
    public Fact withoutWords(@Nullable Redaction by) {
        return new Fact(
                position,
                recordedAt,
                actor,
                authority,
                commandId,
                number,
                WithoutWords.of(event),
                by);
    }
}
