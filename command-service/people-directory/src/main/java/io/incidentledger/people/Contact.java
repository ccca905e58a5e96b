package io.incidentledger.people;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.incidentledger.events.Handle;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the directory says of a person or a team. Immutable.
 *
 * @param displayName absent where a handle was only taken up as it was used
 * @param timeZone a name of the tz database
 * @param trackerAccounts by the name of the tracker
 * @param members of a team, persons and other teams
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Contact(
        Handle handle,
        @Nullable String displayName,
        List<Address> addresses,
        @Nullable String timeZone,
        WorkingHours workingHours,
        SortedMap<String, String> trackerAccounts,
        List<Handle> members) {

    public Contact {
        // What an older version wrote lacks the fields that came since.
        addresses = List.copyOf(requireNonNullElse(addresses, List.of()));
        workingHours = requireNonNullElse(workingHours, new WorkingHours(List.of()));
        trackerAccounts =
                Collections.unmodifiableSortedMap(
                        new TreeMap<>(requireNonNullElse(trackerAccounts, new TreeMap<>())));
        members = List.copyOf(requireNonNullElse(members, List.of()));
    }

    /** Of whom nothing is known but the handle. */
    static Contact unknown(Handle handle) {
        return new Contact(
                handle,
                null,
                List.of(),
                null,
                new WorkingHours(List.of()),
                new TreeMap<>(),
                List.of());
    }

    /** Whether somebody said who that is. */
    public boolean known() {
        return displayName != null;
    }

    public boolean team() {
        return isTeam(handle);
    }

    public static boolean isTeam(Handle handle) {
        return handle.value().startsWith("team:");
    }

    /** The same without one of its members. */
    public Contact without(Handle member) {
        return new Contact(
                handle,
                displayName,
                addresses,
                timeZone,
                workingHours,
                trackerAccounts,
                members.stream().filter(other -> !other.equals(member)).toList());
    }
}
