package io.incidentledger.command.edge;

import io.incidentledger.command.dispatch.Decisions;
import io.incidentledger.command.dispatch.OrderDesk;
import io.incidentledger.command.incident.Evolution;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.incident.IncidentState.NotDeclared;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unavailable;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.command.runbook.FollowCommand.Found;
import io.incidentledger.events.BuiltInTemplates;
import io.incidentledger.events.ChangeId;
import io.incidentledger.events.ChangeRecorded;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.ErasedEvent;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.GuidelinesSet;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.RunbookWritten;
import io.incidentledger.events.TemplateName;
import io.incidentledger.events.TemplateSet;
import io.incidentledger.events.ThreadId;
import io.incidentledger.events.WithoutWords;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ConcurrentReferenceHashMap;

/**
 * Finds what people and programs name: by UUID, {@code INC-7}, {@code FU-12} or {@code RB-3}, in
 * the log's index. Thread-safe.
 */
public final class Directory {
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern INCIDENT_NUMBER = Pattern.compile("(?i)INC-[1-9]\\d{0,17}");
    private static final Pattern RUNBOOK_NUMBER = Pattern.compile("(?i)RB-[1-9]\\d{0,17}");
    private static final Pattern FOLLOW_UP_NUMBER = Pattern.compile("(?i)FU-[1-9]\\d{0,17}");

    private final KafkaEventStore log;
    private final EventCodec codec;

    /** A number never changes, so it is looked up once, while memory lasts. */
    private final ConcurrentReferenceHashMap<Tag, String> numbers =
            new ConcurrentReferenceHashMap<>();

    public Directory(KafkaEventStore log, EventCodec codec) {
        this.log = log;
        this.codec = codec;
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
     * Another incident, as an event names it.
     *
     * @param field JSON pointer of where the name was given
     * @throws RefusedByRule when there is no such incident
     */
    public OtherIncident other(String named, String field) {
        try {
            IncidentId id = incident(named);
            Tag tag = Decisions.tag(id);
            if (log.last(tag).isPresent()) {
                return new OtherIncident(id, number(tag));
            }
        } catch (Unknown unknown) {
            // Said below: what the address names is there, what the body names is not.
        }
        throw new RefusedByRule(
                Rule.ANOTHER_INCIDENT, "there is no incident " + Checks.shortened(named), field);
    }

    /** What people say for an incident, or null without a number or an incident. */
    public @Nullable String number(IncidentId incident) {
        Tag tag = Decisions.tag(incident);
        return log.last(tag).isPresent() ? number(tag) : null;
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

    /**
     * The runbook of this name; a UUID is taken as it is, for the decision to know or not.
     *
     * @throws Unknown when there is no such runbook
     */
    public RunbookId runbook(String named) {
        if (ID.matcher(named).matches()) {
            return RunbookId.of(named);
        }
        return RunbookId.of(tagOf(numbered(named, RUNBOOK_NUMBER, "runbook"), "runbook"));
    }

    /**
     * The runbook of this name, with all that was written of it.
     *
     * @throws Unknown when there is no such runbook
     */
    public Found written(String named) {
        RunbookId id = runbook(named);
        List<RunbookWritten> versions = events(Decisions.tag(id), RunbookWritten.class);
        String number = number(Decisions.tag(id));
        if (versions.isEmpty() || number == null) {
            throw new Unknown("there is no such runbook");
        }
        return new Found(id, number, versions);
    }

    /** What the template of this name says now, or null when there is none. */
    public @Nullable TemplateSet template(TemplateName name) {
        return Stream.concat(
                        BuiltInTemplates.all().stream(),
                        events(Decisions.GUIDANCE, TemplateSet.class).stream())
                .filter(template -> template.name().equals(name))
                .reduce((earlier, later) -> later)
                .filter(template -> !template.text().isEmpty())
                .orElse(null);
    }

    /** The guidelines before a position of the log, or null while there are none. */
    @Nullable GuidelinesSet guidelines(long before) {
        return recorded(Decisions.GUIDANCE).stream()
                .filter(event -> event.position() < before)
                .map(this::decoded)
                .filter(GuidelinesSet.class::isInstance)
                .map(GuidelinesSet.class::cast)
                .reduce((earlier, later) -> later)
                .filter(guidelines -> !guidelines.text().isEmpty())
                .orElse(null);
    }

    /** A change, and who recorded it. */
    public record RecordedChange(ChangeRecorded change, Handle actor) {}

    /**
     * The change of this id, without its words once an entry that shows it was redacted.
     *
     * @throws RefusedByRule when there is none: it is a field of an order that names it
     */
    public RecordedChange change(ChangeId id) {
        List<RecordedEvent> tagged = recorded(Decisions.tag(id));
        for (RecordedEvent event : tagged) {
            if (decoded(event) instanceof ChangeRecorded change) {
                return new RecordedChange(
                        tagged.stream().anyMatch(this::redacted)
                                ? (ChangeRecorded) WithoutWords.of(change)
                                : change,
                        new Handle(String.valueOf(event.metadata().get("actor"))));
            }
        }
        throw new RefusedByRule(Rule.UNKNOWN_CHANGE, "there is no such change", "/change");
    }

    private boolean redacted(RecordedEvent event) {
        String incident = event.tag("incident");
        return incident != null
                && events(Tag.of("incident", incident), WordsRedacted.class).stream()
                        .flatMap(redaction -> redaction.hidden().stream())
                        .anyMatch(hidden -> hidden.position() == event.position());
    }

    /** Where entries of other incidents, before a position of the log, show what this one shows. */
    SortedMap<String, String> shownElsewhere(ChangeId id, IncidentId here, long before) {
        SortedMap<String, String> entries = new TreeMap<>();
        for (RecordedEvent event : recorded(Decisions.tag(id))) {
            String incident = event.tag("incident");
            if (incident != null
                    && !incident.equals(here.toString())
                    && event.position() < before) {
                String number = number(Tag.of("incident", incident));
                // Where a recorded change is shown, the entry has its id.
                entries.put(
                        number == null ? incident : number,
                        "/api/v1/incidents/" + incident + "/timeline/" + id);
            }
        }
        return entries;
    }

    /** The incident as it stands now. */
    public IncidentState state(IncidentId incident) {
        IncidentState state = new NotDeclared();
        for (RecordedEvent event : recorded(Decisions.tag(incident))) {
            if (decoded(event) instanceof IncidentEvent known) {
                state = Evolution.evolve(state, known, event.position());
            }
        }
        return state;
    }

    /** The events of this type that carry the tag, in the order of the log. */
    public <E extends LedgerEvent> List<E> events(Tag tag, Class<E> type) {
        return recorded(tag).stream()
                .map(this::decoded)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private LedgerEvent decoded(RecordedEvent event) {
        return event.erased()
                ? new ErasedEvent(event.type(), event.version())
                : codec.decode(event.type(), event.version(), event.payload());
    }

    /**
     * The events that carry the tag, in the order of the log.
     *
     * @throws Unavailable when the log does not answer
     */
    public List<RecordedEvent> recorded(Tag tag) {
        try {
            return log.storageEngine()
                    .source(SourcingCondition.conditionFor(EventCriteria.havingTags(tag)), null)
                    .reduce(
                            new ArrayList<RecordedEvent>(),
                            (events, entry) -> {
                                RecordedEvent.of(entry.message()).ifPresent(events::add);
                                return events;
                            })
                    .join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof EventStoreFailure failure) {
                throw OrderDesk.refusal(failure);
            }
            throw failed;
        } catch (EventStoreFailure failure) {
            throw OrderDesk.refusal(failure);
        }
    }

    /** Whether anything before a position of the log carries the tag. */
    boolean knows(Tag tag, long before) {
        return first(tag).map(first -> first.position() < before).orElse(false);
    }

    /** What people say for what this tag names, or null while it has no number. */
    public @Nullable String number(Tag tag) {
        String known = numbers.get(tag);
        if (known != null) {
            return known;
        }
        return remembered(tag, first(tag).map(RecordedEvent::number).orElse(null));
    }

    private Optional<RecordedEvent> first(Tag tag) {
        return Optional.ofNullable(
                        log.storageEngine()
                                .source(
                                        SourcingCondition.conditionFor(
                                                EventCriteria.havingTags(tag)),
                                        null)
                                .first()
                                .asCompletableFuture()
                                .join())
                .flatMap(entry -> RecordedEvent.of(entry.message()));
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
