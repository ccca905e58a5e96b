package io.incidentledger.command.edge;

import io.incidentledger.command.declare.DeclareIncident;
import io.incidentledger.command.dispatch.Decisions;
import io.incidentledger.command.dispatch.OrderDesk;
import io.incidentledger.command.edge.Answer.Reference;
import io.incidentledger.command.followup.FollowUpCommand;
import io.incidentledger.command.imports.ImportCommand;
import io.incidentledger.command.incident.EntryCommand;
import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.command.investigate.ThreadCommand;
import io.incidentledger.command.redact.RedactWords;
import io.incidentledger.command.refusal.Refusal;
import io.incidentledger.command.refusal.Unavailable;
import io.incidentledger.command.refusal.Unavailable.Outcome;
import io.incidentledger.command.relate.MergeIncident;
import io.incidentledger.command.runbook.FollowCommand.MissRunbook;
import io.incidentledger.command.triage.ChangeImpact;
import io.incidentledger.events.EntryEvent;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpEvent;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.ImpactChanged;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.OtherMergedIn;
import io.incidentledger.events.RunbookMissed;
import io.incidentledger.events.ThreadEvent;
import io.incidentledger.events.ThreadOpened;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.RecordedCommand;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.net.URI;
import java.time.Duration;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * Takes orders about incidents and answers them from the log: a first answer and a repeated one are
 * made by the same code from the same events. Thread-safe.
 */
public final class IncidentDesk {
    private final OrderDesk desk;
    private final KafkaEventStore log;
    private final EventCodec codec;
    private final Directory directory;
    private final Hinting hints;

    public IncidentDesk(
            OrderDesk desk, KafkaEventStore log, EventCodec codec, Directory directory) {
        this.desk = desk;
        this.log = log;
        this.codec = codec;
        this.directory = directory;
        this.hints = new Hinting(directory);
    }

    /** Carries the order out and answers it. */
    public ResponseEntity<Answer> give(Order<?> order, IncidentCommand command) {
        boolean declares = command instanceof DeclareIncident || command instanceof ImportCommand;
        if (declares && order.slip().expectedVersion() != null) {
            throw InvalidOrder.of(
                    "If-Match",
                    order.slip().expectedVersion(),
                    "nothing here: what is declared has no version yet");
        }
        Tag boundary = Decisions.tag(command.incidentId());
        OrderDesk.CarriedOut carriedOut =
                command instanceof MergeIncident merge
                        ? desk.carryOut(
                                order.slip(), boundary, command, Decisions.tag(merge.into().id()))
                        : desk.carryOut(order.slip(), boundary, command);
        try {
            return carriedOut
                    .recorded()
                    .map(this::answer)
                    .orElseGet(() -> unchanged(command, carriedOut.version()));
        } catch (EventStoreFailure failure) {
            // Whatever the order led to is in the log; only the answer is missing.
            throw new Unavailable(
                    "the log stopped answering: " + failure.getMessage(),
                    carriedOut.recorded().isPresent() ? Outcome.UNKNOWN : Outcome.NONE,
                    Duration.ofSeconds(1));
        }
    }

    /**
     * What the same order was answered, where it came before and led to something.
     *
     * @throws Refusal when its key belongs to another order, or the log does not answer
     */
    public @Nullable Answer before(Order<?> order) {
        RecordedCommand recorded = desk.before(order.slip()).orElse(null);
        return recorded == null ? null : answer(recorded).getBody();
    }

    private ResponseEntity<Answer> answer(RecordedCommand recorded) {
        RecordedEvent first = log.read(recorded.firstPosition(), 1).getFirst();
        String erasedOf = first.erased() ? first.tag("incident") : null;
        if (erasedOf != null) {
            // What the order was cannot be told any more, only what it was about.
            return ok(answer(IncidentId.of(erasedOf), recorded.lastPosition(), true));
        }
        LedgerEvent event = codec.decode(first.type(), first.version(), first.payload());
        if (!(event instanceof IncidentEvent about)) {
            throw new IllegalStateException("not an order about an incident: " + first);
        }
        long version = recorded.lastPosition();
        switch (about) {
            case IncidentDeclared it ->
                    directory.remembered(Decisions.tag(it.incidentId()), first.number());
            case FollowUpAdded it -> directory.remembered(tag(it.followUpId()), first.number());
            case IncidentEvent it -> {}
        }
        IncidentId incident = about.incidentId();
        return switch (about) {
            case IncidentDeclared it ->
                    created(
                            "/api/v1/incidents/",
                            answer(incident, version, true).with(hints.of(it, first.position())));
            case IncidentDetailsChanged it ->
                    ok(answer(incident, version, true).with(hints.of(it, first.position())));
            case ImpactChanged it ->
                    ok(answer(incident, version, true).with(Hinting.of(it.impact())));
            case FollowUpAdded it ->
                    created(
                            "/api/v1/follow-ups/",
                            followUp(incident, it.followUpId(), version, true));
            case FollowUpEvent it -> ok(followUp(incident, it.followUpId(), version, true));
            case TimelineEntryRecorded it ->
                    respond(HttpStatus.CREATED, part(incident, it.entryId(), version, true));
            case EntryEvent it -> ok(part(incident, it.entryId(), version, true));
            case ThreadOpened it ->
                    respond(HttpStatus.CREATED, part(incident, it.threadId(), version, true));
            case ThreadEvent it -> ok(part(incident, it.threadId(), version, true));
            case WordsRedacted it when it.entryId() != null ->
                    ok(
                            part(incident, it.entryId(), version, true)
                                    .with(hints.of(it, it.entryId(), first.position())));
            // It comes before what ended by it, which the order was about.
            case OtherMergedIn it -> ok(answer(it.other().id(), version, true));
            case IncidentEvent it -> ok(answer(incident, version, true));
        };
    }

    private ResponseEntity<Answer> unchanged(IncidentCommand command, long version) {
        IncidentId incident = command.incidentId();
        return ok(
                switch (command) {
                    case FollowUpCommand it -> followUp(incident, it.followUpId(), version, false);
                    case MissRunbook it -> followUp(incident, missed(incident), version, false);
                    case EntryCommand it -> part(incident, it.entryId(), version, false);
                    case ThreadCommand it -> part(incident, it.threadId(), version, false);
                    case ChangeImpact it ->
                            answer(incident, version, false).with(Hinting.of(it.impact()));
                    case RedactWords it when it.entryId() != null ->
                            part(incident, it.entryId(), version, false);
                    default -> answer(incident, version, false);
                });
    }

    /** The follow-up that was added when it was said for the first time. */
    private FollowUpId missed(IncidentId incident) {
        return directory
                .events(Decisions.tag(incident), RunbookMissed.class)
                .getFirst()
                .followUpId();
    }

    private static Tag tag(FollowUpId followUp) {
        return Tag.of("followUp", followUp.toString());
    }

    private Answer answer(IncidentId incident, long version, boolean changed) {
        Reference itself = reference(incident);
        return new Answer(itself.id(), itself.number(), null, version, version, changed);
    }

    private Answer followUp(IncidentId incident, FollowUpId id, long version, boolean changed) {
        return new Answer(
                id.toString(),
                directory.number(tag(id)),
                reference(incident),
                version,
                version,
                changed);
    }

    /** About what has no number of its own: an entry, a thread. */
    private Answer part(IncidentId incident, Record id, long version, boolean changed) {
        return new Answer(id.toString(), null, reference(incident), version, version, changed);
    }

    private Reference reference(IncidentId incident) {
        return new Reference(incident.toString(), directory.number(Decisions.tag(incident)));
    }

    private static ResponseEntity<Answer> created(String path, Answer answer) {
        return answer.headed(HttpStatus.CREATED)
                .location(URI.create(path + answer.id()))
                .body(answer);
    }

    private static ResponseEntity<Answer> ok(Answer answer) {
        return respond(HttpStatus.OK, answer);
    }

    private static ResponseEntity<Answer> respond(HttpStatus status, Answer answer) {
        return answer.headed(status).body(answer);
    }
}
