package io.incidentledger.command.people;

import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Moved;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.Handle;
import io.incidentledger.people.Change;
import io.incidentledger.people.Contact;
import io.incidentledger.people.KnownPeople;
import io.incidentledger.people.Listing;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the directory says. What it says already changes nothing, whatever version was
 * expected: then the same order came before.
 */
final class Keeping {
    private Keeping() {}

    static List<Change> add(KnownPeople people, Contact contact) {
        Optional<Contact> there = people.find(contact.handle()).map(Listing::contact);
        if (there.filter(contact::equals).isPresent()) {
            return List.of();
        }
        if (there.filter(Contact::known).isPresent()) {
            throw new Conflict(
                    contact.handle()
                            + " is in the directory already; change it with POST /api/v1/people/"
                            + contact.handle());
        }
        return to(people, List.of(contact));
    }

    /**
     * @param expected the version that it must have, or null for any
     */
    static List<Change> change(
            KnownPeople people, Handle handle, Details details, @Nullable String expected) {
        Listing there =
                people.find(handle)
                        .filter(listing -> listing.contact().known())
                        .orElseThrow(
                                () ->
                                        new Unknown(
                                                handle
                                                        + " is not in the directory; add it with"
                                                        + " POST /api/v1/people"));
        Contact changed = details.over(there.contact());
        if (changed.equals(there.contact())) {
            return List.of();
        }
        requireVersion(there, expected);
        return to(people, List.of(changed));
    }

    /** Takes it out, and out of the teams that name it. */
    static List<Change> erase(KnownPeople people, Handle handle, @Nullable String expected) {
        people.find(handle).ifPresent(there -> requireVersion(there, expected));
        return Stream.concat(
                        people.find(handle).stream().map(there -> Change.erase(handle)),
                        people.teamsOf(handle).stream()
                                .flatMap(team -> people.find(team).stream())
                                .map(team -> Change.to(team.contact().without(handle))))
                .toList();
    }

    /** As stated, whatever is there; who is not stated stays. */
    static List<Change> takeIn(KnownPeople people, List<Contact> contacts) {
        return to(
                people,
                contacts.stream()
                        .filter(
                                contact ->
                                        people.find(contact.handle())
                                                .map(Listing::contact)
                                                .filter(contact::equals)
                                                .isEmpty())
                        .toList());
    }

    private static List<Change> to(KnownPeople people, List<Contact> contacts) {
        KnownPeople changed = people.with(contacts);
        for (Contact contact : contacts) {
            if (changed.containsItself(contact.handle())) {
                throw new RefusedByRule(
                        Rule.TEAM_CONTAINS_ITSELF,
                        contact.handle() + " would be a member of itself, by its members",
                        "/members");
            }
        }
        return contacts.stream().map(Change::to).toList();
    }

    private static void requireVersion(Listing there, @Nullable String expected) {
        if (expected != null && !expected.equals(Long.toString(there.version()))) {
            throw new Moved(there.contact().handle().value(), expected, there.version());
        }
    }
}
