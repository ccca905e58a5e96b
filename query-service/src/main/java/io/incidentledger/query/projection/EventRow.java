package io.incidentledger.query.projection;

import io.incidentledger.events.ErasedEvent;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.EventType;
import io.incidentledger.events.Fact;
import io.incidentledger.events.Handle;
import io.incidentledger.events.UndecodableEventException;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of the log as a row: what every fold of this service is fed from.
 *
 * @param incidentId the incident it is tagged with, or null
 * @param payload the bytes as they were appended, without their words where these are redacted;
 *     null when there are none, as after an erasure (a table holds no bytes then); nobody may write
 *     into them
 */
public record EventRow(
        long position,
        String eventId,
        String type,
        String version,
        Instant recordedAt,
        @Nullable UUID incidentId,
        @Nullable String actor,
        @Nullable String authority,
        @Nullable String commandId,
        @Nullable String number,
        byte @Nullable [] payload,
        String chain) {

    /** The columns that {@link #read} expects, of a table {@code e}. */
    public static final String COLUMNS =
            "e.position, e.event_id, e.type, e.version, e.recorded_at, e.incident_id, e.actor,"
                    + " e.authority, e.command_id, e.number, e.payload, e.chain";

    /** A condition on a table {@code e}: what was set aside, every fold passes over. */
    public static final String NOT_PARKED =
            "not exists (select from parked_event p where p.position = e.position)";

    /** The type of the rows that redact. */
    public static final String REDACTION = EventType.WORDS_REDACTED.storedName();

    private static final EventCodec CODEC = new EventCodec();

    /** The row of an event of the log. */
    public static EventRow of(RecordedEvent event) {
        return new EventRow(
                event.position(),
                event.id(),
                event.type(),
                event.version(),
                event.recordedAt(),
                uuid(event.tag("incident")),
                event.metadata().get("actor"),
                event.metadata().get("authority"),
                event.metadata().get("commandId"),
                event.number(),
                present(event.payload()),
                event.chain());
    }

    /** The row at the result set's cursor. */
    public static EventRow read(ResultSet row) throws SQLException {
        return new EventRow(
                row.getLong("position"),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("version"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getObject("incident_id", UUID.class),
                row.getString("actor"),
                row.getString("authority"),
                row.getString("command_id"),
                row.getString("number"),
                present(row.getBytes("payload")),
                row.getString("chain"));
    }

    /**
     * What the event says.
     *
     * @throws UnreadableEventException when the payload is not what its type promises, or nobody is
     *     named as its actor; trying again does not help
     */
    public Fact fact() {
        if (actor == null) {
            throw new UnreadableEventException("its metadata names no actor", null);
        }
        try {
            return new Fact(
                    position,
                    recordedAt,
                    new Handle(actor),
                    Objects.requireNonNullElse(authority, ""),
                    Objects.requireNonNullElse(commandId, ""),
                    number,
                    payload == null
                            ? new ErasedEvent(type, version)
                            : CODEC.decode(type, version, payload));
        } catch (UndecodableEventException | IllegalArgumentException unreadable) {
            Throwable cause = unreadable.getCause();
            String reason = cause == null ? unreadable.getMessage() : cause.getMessage();
            throw new UnreadableEventException(unreadable.getMessage() + ": " + reason, unreadable);
        }
    }

    private static byte @Nullable [] present(byte[] payload) {
        return payload.length == 0 ? null : payload;
    }

    /** The row as it is stored and shown once its words are redacted. */
    public EventRow withoutWords() {
        return new EventRow(
                position,
                eventId,
                type,
                version,
                recordedAt,
                incidentId,
                actor,
                authority,
                commandId,
                number,
                payload == null ? null : CODEC.withoutWords(type, version, payload),
                chain);
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException noUuid) {
            // Somebody else's tag: such an event belongs to no incident of ours.
            return null;
        }
    }
}
