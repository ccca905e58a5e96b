package io.incidentledger.command.people;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.people.Address;
import io.incidentledger.people.Contact;
import io.incidentledger.people.WorkingHours;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

record AddBody(
        @Nullable Handle handle,
        @Nullable String displayName,
        @Nullable List<Address> addresses,
        @Nullable String timeZone,
        @Nullable WorkingHours workingHours,
        @Nullable SortedMap<String, String> trackerAccounts,
        @Nullable List<Handle> members)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/handle", handle, "a handle, as @ana or team:payments");
        checks.required("/displayName", displayName, "what people call them");
        details().check(checks);
        if (handle != null && members != null && !members.isEmpty() && !Contact.isTeam(handle)) {
            checks.reject("/members", null, "nothing here: a person has no members");
        }
    }

    /** Here they are made known. */
    @Override
    public Map<String, Handle> handles() {
        return Map.of();
    }

    Contact contact() {
        return details().of(requireNonNull(handle));
    }

    private Details details() {
        return new Details(
                displayName, addresses, timeZone, workingHours, trackerAccounts, members);
    }
}
