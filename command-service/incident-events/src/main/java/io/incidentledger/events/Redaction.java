package io.incidentledger.events;

import java.time.Instant;

/**
 * What a reader is told instead of the words of an event.
 *
 * @param position the event that hid them
 * @param recordedAt when the log took that event
 * @param by who had them hidden
 * @param reason why
 * @param hidden the event whose words are hidden, and the hash of its payload
 */
public record Redaction(
        long position, Instant recordedAt, Handle by, String reason, HiddenEvent hidden) {}
