package io.incidentledger.command.people;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.incidentledger.command.edge.InvalidOrder;
import io.incidentledger.command.edge.Order;
import io.incidentledger.command.refusal.Unavailable;
import io.incidentledger.command.refusal.Unavailable.Outcome;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.Handle;
import io.incidentledger.people.Change;
import io.incidentledger.people.Contact;
import io.incidentledger.people.DirectoryUnavailableException;
import io.incidentledger.people.DirectoryWriter;
import io.incidentledger.people.DirectoryWriter.Written;
import io.incidentledger.people.KnownPeople;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/people")
final class PeopleController {
    private static final Logger LOG = LoggerFactory.getLogger(PeopleController.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final List<String> REMAINS =
            List.of(
                    "the handle, where events of the log name it, and so in documents and views",
                    "what people wrote into incidents, until it is redacted there",
                    "for up to an hour, the erased entry in the files of Kafka",
                    "exports of the directory that were made before");

    private final DirectoryWriter people;

    PeopleController(DirectoryWriter people) {
        this.people = people;
    }

    /**
     * What became of an order.
     *
     * @param version of the entry, for {@code If-Match}; absent once it is erased
     * @param changed false when the directory said so already
     * @param warnings what may be a mistake
     * @param remains after an erasure: what the directory has no power over
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PersonAnswer(
            Handle handle,
            @Nullable Long version,
            boolean changed,
            @Nullable List<String> warnings,
            @Nullable List<String> remains) {}

    /**
     * What became of an import.
     *
     * @param people how many were stated
     * @param changed whether any of them was new or other
     */
    record ImportAnswer(int people, boolean changed, List<String> warnings) {}

    /** Adds a person or a team to the directory. */
    @PostMapping
    ResponseEntity<PersonAnswer> add(Order<AddBody> order) {
        Contact contact = order.body().contact();
        String expected = order.slip().expectedVersion();
        if (expected != null) {
            throw InvalidOrder.of(
                    "If-Match", expected, "nothing here: what is added has no version yet");
        }
        Written written = give(order, known -> Keeping.add(known, contact));
        return entry(contact.handle(), written, written.changed());
    }

    /** Changes what the directory says of somebody. */
    @PostMapping("/{handle}")
    ResponseEntity<PersonAnswer> change(@PathVariable String handle, Order<ChangeBody> order) {
        Handle named = named(handle);
        Details details = order.body().details();
        if (details.members() != null && !details.members().isEmpty() && !Contact.isTeam(named)) {
            throw InvalidOrder.of("/members", null, "nothing here: a person has no members");
        }
        Written written =
                give(
                        order,
                        known ->
                                Keeping.change(
                                        known, named, details, order.slip().expectedVersion()));
        return entry(named, written, false);
    }

    /** Erases somebody from the directory. */
    @PostMapping("/{handle}/erase")
    ResponseEntity<PersonAnswer> erase(@PathVariable String handle, Order<EraseBody> order) {
        Handle named = named(handle);
        Written written =
                give(order, known -> Keeping.erase(known, named, order.slip().expectedVersion()));
        LOG.info("{} had {} erased from the directory", order.slip().actor(), named);
        return headed(HttpStatus.OK, written)
                .body(new PersonAnswer(named, null, written.changed(), null, REMAINS));
    }

    /** Takes many people and teams into the directory. */
    @PostMapping("/import")
    ResponseEntity<ImportAnswer> takeIn(Order<ImportBody> order) {
        List<Contact> contacts = order.body().contacts();
        Written written = give(order, known -> Keeping.takeIn(known, contacts));
        KnownPeople now = people.directory().now();
        return headed(HttpStatus.OK, written)
                .body(
                        new ImportAnswer(
                                contacts.size(),
                                written.changed(),
                                contacts.stream()
                                        .flatMap(contact -> warnings(contact, now).stream())
                                        .distinct()
                                        .toList()));
    }

    private Written give(Order<?> order, Function<KnownPeople, List<Change>> decision) {
        try {
            return people.change(new Handle(order.slip().actor()), decision);
        } catch (DirectoryUnavailableException away) {
            throw new Unavailable(
                    String.valueOf(away.getMessage()),
                    away.perhapsWritten() ? Outcome.UNKNOWN : Outcome.NONE,
                    RETRY_AFTER);
        }
    }

    private ResponseEntity<PersonAnswer> entry(Handle handle, Written written, boolean created) {
        KnownPeople now = people.directory().now();
        return now.find(handle)
                .map(
                        listing -> {
                            var answer =
                                    headed(created ? HttpStatus.CREATED : HttpStatus.OK, written)
                                            .eTag("\"" + listing.version() + "\"");
                            if (created) {
                                answer.location(URI.create("/api/v1/people/" + handle));
                            }
                            return answer.body(
                                    new PersonAnswer(
                                            handle,
                                            listing.version(),
                                            written.changed(),
                                            warnings(listing.contact(), now),
                                            null));
                        })
                // Erased, since.
                .orElseGet(
                        () ->
                                headed(HttpStatus.OK, written)
                                        .body(
                                                new PersonAnswer(
                                                        handle,
                                                        null,
                                                        written.changed(),
                                                        List.of(),
                                                        null)));
    }

    private static List<String> warnings(Contact contact, KnownPeople now) {
        return contact.members().stream()
                .filter(member -> !now.knows(member))
                .map(
                        member ->
                                member
                                        + ", a member of "
                                        + contact.handle()
                                        + ", is not in the directory")
                .toList();
    }

    private static ResponseEntity.BodyBuilder headed(HttpStatus status, Written written) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .header("Directory-Position", Long.toString(written.position()))
                .header("Cache-Control", "no-store");
    }

    private static Handle named(String handle) {
        try {
            return new Handle(handle);
        } catch (IllegalArgumentException none) {
            throw new Unknown(requireNonNull(none.getMessage()));
        }
    }
}
