package io.incidentledger.command.edge;

import io.incidentledger.command.dispatch.OrderDesk;
import io.incidentledger.command.refusal.Unavailable;
import io.incidentledger.command.refusal.Unavailable.Outcome;
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
 * Takes orders about what belongs to no incident, and answers them from the log, as {@link
 * IncidentDesk} does. What each is about is named by the tag of its boundary. Thread-safe.
 */
public final class OrganisationDesk {
    private final OrderDesk desk;
    private final KafkaEventStore log;
    private final Directory directory;

    public OrganisationDesk(OrderDesk desk, KafkaEventStore log, Directory directory) {
        this.desk = desk;
        this.log = log;
        this.directory = directory;
    }

    /** Carries the order out and answers it. */
    public ResponseEntity<Answer> give(Order<?> order, Tag boundary, Object command) {
        Answer answer = answer(order, boundary, command);
        return answer.headed(HttpStatus.OK).body(answer);
    }

    /**
     * Like {@link #give}, for an order that opens something.
     *
     * @param path where what was opened is found, by its id
     */
    public ResponseEntity<Answer> open(Order<?> order, Tag boundary, Object command, String path) {
        if (order.slip().expectedVersion() != null) {
            throw InvalidOrder.of(
                    "If-Match",
                    order.slip().expectedVersion(),
                    "nothing here: what is opened has no version yet");
        }
        Answer answer = answer(order, boundary, command);
        return answer.headed(answer.changed() ? HttpStatus.CREATED : HttpStatus.OK)
                .location(URI.create(path + answer.id()))
                .body(answer);
    }

    private Answer answer(Order<?> order, Tag boundary, Object command) {
        OrderDesk.CarriedOut carriedOut = desk.carryOut(order.slip(), boundary, command);
        try {
            // A repeated order may have opened something of another id than this one would.
            String id =
                    carriedOut
                            .recorded()
                            .map(recorded -> idOf(recorded, boundary.key()))
                            .orElse(boundary.value());
            return new Answer(
                    id,
                    directory.number(Tag.of(boundary.key(), id)),
                    null,
                    carriedOut.version(),
                    carriedOut.version(),
                    carriedOut.recorded().isPresent());
        } catch (EventStoreFailure failure) {
            // Whatever the order led to is in the log; only the answer is missing.
            throw new Unavailable(
                    "the log stopped answering: " + failure.getMessage(),
                    carriedOut.recorded().isPresent() ? Outcome.UNKNOWN : Outcome.NONE,
                    Duration.ofSeconds(1));
        }
    }

    private @Nullable String idOf(RecordedCommand recorded, String key) {
        RecordedEvent first = log.read(recorded.firstPosition(), 1).getFirst();
        return first.tag(key);
    }
}
