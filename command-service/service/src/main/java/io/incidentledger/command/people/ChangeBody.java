package io.incidentledger.command.people;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.people.Address;
import io.incidentledger.people.WorkingHours;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What is left out stays as it is. */
record ChangeBody(
        @Nullable String displayName,
        @Nullable List<Address> addresses,
        @Nullable String timeZone,
        @Nullable WorkingHours workingHours,
        @Nullable SortedMap<String, String> trackerAccounts,
        @Nullable List<Handle> members)
        implements Body {
    @Override
    public void check(Checks checks) {
        details().check(checks);
    }

    /** Here they are made known. */
    @Override
    public Map<String, Handle> handles() {
        return Map.of();
    }

    Details details() {
        return new Details(
                displayName, addresses, timeZone, workingHours, trackerAccounts, members);
    }
}
