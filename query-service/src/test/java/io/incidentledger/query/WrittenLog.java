package io.incidentledger.query;

import io.incidentledger.events.AccessRole;
import io.incidentledger.events.AccessScope;
import io.incidentledger.events.DueDate;
import io.incidentledger.events.DueDateSource;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.EventType;
import io.incidentledger.events.Fact;
import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Priority;
import io.incidentledger.events.Severity;
import io.incidentledger.events.ThreadId;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.TokenId;
import io.incidentledger.events.TokenIssued;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/** A log in the making, as the writer would record it; the clock moves only when told. */
public final class WrittenLog {
    private static final EventCodec CODEC = new EventCodec();

    private final List<RecordedEvent> events = new ArrayList<>();
    private final Map<String, Integer> counters = new HashMap<>();
    private Instant now = Instant.parse("2026-03-02T10:00:00Z");
    private String actor = "@ana";

    public List<RecordedEvent> events() {
        return List.copyOf(events);
    }

    public long head() {
        return events.size() - 1L;
    }

    public Instant now() {
        return now;
    }

    public WrittenLog at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    public WrittenLog later(Duration time) {
        now = now.plus(time);
        return this;
    }

    public WrittenLog by(String handle) {
        actor = handle;
        return this;
    }

    public RecordedEvent add(LedgerEvent event) {
        Set<Tag> tags = new HashSet<>();
        event.tags().forEach((key, value) -> tags.add(new Tag(key, value)));
        String number = event.counter() == null ? null : number(event.counter());
        if (number != null) {
            tags.add(new Tag("number", number));
        }
        EventType type = EventType.of(event);
        return add(type.storedName(), type.version(), tags, number, CODEC.encode(event));
    }

    /** Whatever somebody put there. */
    public RecordedEvent add(
            String type, String version, Set<Tag> tags, @Nullable String number, byte[] payload) {
        long position = events.size();
        RecordedEvent event =
                new RecordedEvent(
                        position,
                        now,
                        "event-" + position,
                        type,
                        version,
                        now,
                        tags,
                        Map.of(
                                "actor",
                                actor,
                                "authority",
                                "token-1",
                                "commandId",
                                "command-" + position),
                        number,
                        payload,
                        false,
                        "chain-" + position);
        events.add(event);
        return event;
    }

    /** A token with this secret. */
    public TokenIssued token(String secret, AccessRole role) {
        return token(secret, role, null);
    }

    public TokenIssued token(String secret, AccessRole role, @Nullable AccessScope scope) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(secret.getBytes(StandardCharsets.UTF_8));
            TokenIssued token =
                    new TokenIssued(
                            new TokenId(UUID.randomUUID()),
                            HexFormat.of().formatHex(hash),
                            new Handle("@ana"),
                            role,
                            null,
                            null,
                            scope);
            add(token);
            return token;
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public IncidentId declare(String title, @Nullable Severity severity, String... services) {
        return declare(title, severity, false, List.of(services));
    }

    public IncidentId declare(
            String title, @Nullable Severity severity, boolean drill, List<String> services) {
        IncidentId id = new IncidentId(uuid("incident-" + events.size()));
        add(
                new IncidentDeclared(
                        id,
                        title,
                        null,
                        services,
                        severity,
                        null,
                        null,
                        null,
                        Collections.emptySortedMap(),
                        drill,
                        false,
                        null,
                        Moment.exactly(now)));
        return id;
    }

    public EntryId note(IncidentId incident, String text) {
        return entry(incident, new EntryContent.Note(text), null);
    }

    public EntryId entry(IncidentId incident, EntryContent content, @Nullable ThreadId thread) {
        EntryId id = new EntryId(uuid("entry-" + events.size()));
        add(
                new TimelineEntryRecorded(
                        incident, id, content, null, thread, null, Moment.exactly(now)));
        return id;
    }

    public FollowUpId followUp(
            IncidentId incident, String title, @Nullable String owner, @Nullable String due) {
        FollowUpId id = new FollowUpId(uuid("follow-up-" + events.size()));
        add(
                new FollowUpAdded(
                        incident,
                        id,
                        title,
                        null,
                        FollowUpType.PREVENT,
                        Priority.MEDIUM,
                        owner == null ? null : new Handle(owner),
                        due == null ? null : due(due),
                        null,
                        null,
                        null,
                        null));
        return id;
    }

    public static DueDate due(String date) {
        return new DueDate(LocalDate.parse(date), DueDateSource.PERSON, null);
    }

    /**
     * The facts of one incident up to a position (inclusive), read as the projection reads them.
     */
    public static Fact fact(RecordedEvent event) {
        return new Fact(
                event.position(),
                event.recordedAt(),
                new Handle(event.metadata().get("actor")),
                event.metadata().get("authority"),
                event.metadata().get("commandId"),
                event.number(),
                CODEC.decode(event.type(), event.version(), event.payload()));
    }

    private String number(String counter) {
        return counter + "-" + counters.merge(counter, 1, Integer::sum);
    }

    static UUID uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
