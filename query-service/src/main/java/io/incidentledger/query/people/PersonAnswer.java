package io.incidentledger.query.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.incidentledger.events.Handle;
import io.incidentledger.people.Address;
import io.incidentledger.people.Contact;
import io.incidentledger.people.KnownPeople;
import io.incidentledger.people.Listing;
import io.incidentledger.people.WorkingHours;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A person or a team. How they are reached, and what follows, is for responders.
 *
 * @param known false for a handle that was used, and of which nothing is known
 * @param teams those that name it as a member, directly
 * @param version for {@code If-Match}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PersonAnswer(
        Handle handle,
        Kind kind,
        boolean known,
        @Nullable String displayName,
        List<Handle> members,
        List<Handle> teams,
        long version,
        @Nullable List<Address> addresses,
        @Nullable String timeZone,
        @Nullable WorkingHours workingHours,
        @Nullable SortedMap<String, String> trackerAccounts,
        @Nullable Handle changedBy,
        @Nullable Instant changedAt) {

    /** What a handle stands for. */
    enum Kind {
        @JsonProperty("person")
        PERSON,
        @JsonProperty("team")
        TEAM
    }

    /**
     * @param whole whether with how they are reached
     */
    static PersonAnswer of(Listing listing, KnownPeople people, boolean whole) {
        Contact contact = listing.contact();
        return new PersonAnswer(
                contact.handle(),
                contact.team() ? Kind.TEAM : Kind.PERSON,
                contact.known(),
                contact.displayName(),
                contact.members(),
                people.teamsOf(contact.handle()),
                listing.version(),
                whole ? contact.addresses() : null,
                whole ? contact.timeZone() : null,
                whole ? contact.workingHours() : null,
                whole ? contact.trackerAccounts() : null,
                whole ? listing.by() : null,
                whole ? listing.at() : null);
    }
}
