package io.incidentledger.command.edge;

import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.ThreadId;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ConcurrentReferenceHashMap;

/**
 * Finds what people and programs name: by UUID, {@code INC-7} or {@code FU-12}, in the log's index.
 * Thread-safe.
 */
public final class Directory {
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern INCIDENT_NUMBER = Pattern.compile("(?i)INC-[1-9]\\d{0,17}");
    private static final Pattern FOLLOW_UP_NUMBER = Pattern.compile("(?i)FU-[1-9]\\d{0,17}");

    private final KafkaEventStore log;

    /** A number never changes, so it is looked up once, while memory lasts. */
    private final ConcurrentReferenceHashMap<Tag, String> numbers =
            new ConcurrentReferenceHashMap<>();

    public Directory(KafkaEventStore log) {
        this.log = log;
    }

    /** A follow-up and the incident within which orders about it are decided. */
    public record FollowUpInIncident(IncidentId incidentId, FollowUpId followUpId) {}

    /**
     * The incident of this name; a UUID is taken as it is, for the decision to know or not.
     *
     * @throws Unknown when there is no such incident
     */
    public IncidentId incident(String named) {
        if (ID.matcher(named).matches()) {
            return IncidentId.of(named);
        }
        return IncidentId.of(tagOf(numbered(named, INCIDENT_NUMBER, "incident"), "incident"));
    }

    /**
     * The follow-up of this name.
     *
     * @throws Unknown when there is no such follow-up
     */
    public FollowUpInIncident followUp(String named) {
        Optional<RecordedEvent> event =
                ID.matcher(named).matches()
                        ? log.last(Tag.of("followUp", UUID.fromString(named).toString()))
                        : Optional.of(numbered(named, FOLLOW_UP_NUMBER, "follow-up"));
        RecordedEvent found = event.orElseThrow(() -> new Unknown("there is no such follow-up"));
        return new FollowUpInIncident(
                IncidentId.of(tagOf(found, "incident")), FollowUpId.of(tagOf(found, "followUp")));
    }

    /**
     * The timeline entry of this name, for the decision to know or not.
     *
     * @throws Unknown when no entry can have this name
     */
    public EntryId entry(String named) {
        if (!ID.matcher(named).matches()) {
            throw new Unknown("there is no such entry; entries are named by their UUID");
        }
        return EntryId.of(named);
    }

    /**
     * The thread of this name, for the decision to know or not.
     *
     * @throws Unknown when no thread can have this name
     */
    public ThreadId thread(String named) {
        if (!ID.matcher(named).matches()) {
            throw new Unknown("there is no such thread; threads are named by their UUID");
        }
        return ThreadId.of(named);
    }

    /** What people say for what this tag names, or null while it has no number. */
    @Nullable String number(Tag tag) {
        String known = numbers.get(tag);
        if (known != null) {
            return known;
        }
        return log.storageEngine()
                .source(SourcingCondition.conditionFor(EventCriteria.havingTags(tag)), null)
                .first()
                .asCompletableFuture()
                .thenApply(first -> RecordedEvent.of(first.message()).orElse(null))
                .thenApply(opened -> remembered(tag, opened == null ? null : opened.number()))
                .join();
    }

    /** Spares a look-up when the number is at hand. */
    @Nullable String remembered(Tag tag, @Nullable String number) {
        if (number != null) {
            numbers.put(tag, number);
        }
        return number;
    }

    private RecordedEvent numbered(String named, Pattern form, String what) {
        if (!form.matcher(named).matches()) {
            throw new Unknown("there is no such " + what + "; its name is a UUID or its number");
        }
        return log.last(Tag.of("number", named.toUpperCase(Locale.ROOT)))
                .orElseThrow(() -> new Unknown("there is no such " + what));
    }

    private static String tagOf(RecordedEvent event, String key) {
        String value = event.tag(key);
        if (value == null) {
            throw new IllegalStateException(event + " has no tag " + key);
        }
        return value;
    }
}
