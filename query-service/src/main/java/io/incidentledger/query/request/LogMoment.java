package io.incidentledger.query.request;

import java.time.Instant;

/** A moment of the log, by either of the two ways in which people name one. */
public sealed interface LogMoment {
    /** After the event at a position. */
    record Position(long value) implements LogMoment {}

    /** After the last event that was recorded by a time. */
    record Time(Instant value) implements LogMoment {}
}
