package io.incidentledger.command.people;

import static java.util.Objects.requireNonNullElse;

import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.people.Address;
import io.incidentledger.people.Contact;
import io.incidentledger.people.WorkingHours;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is stated of a person or a team; what is left out is not stated. */
record Details(
        @Nullable String displayName,
        @Nullable List<Address> addresses,
        @Nullable String timeZone,
        @Nullable WorkingHours workingHours,
        @Nullable SortedMap<String, String> trackerAccounts,
        @Nullable List<Handle> members) {
    private static final int MOST_ADDRESSES = 20;
    private static final int MOST_MEMBERS = 500;
    private static final Pattern MAIL = Pattern.compile("[^\\s@<>]+@[^\\s@<>]+");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()./-]{2,40}");

    void check(Checks checks) {
        checks.optionalText("/displayName", displayName, Checks.LINE);
        checkAddresses(checks);
        checks.upTo("/timeZone", timeZone, Checks.LINE);
        if (timeZone != null
                && !timeZone.isEmpty()
                && !ZoneId.getAvailableZoneIds().contains(timeZone)) {
            checks.reject("/timeZone", timeZone, "a time zone, as Europe/Lisbon");
        }
        checks.labels("/trackerAccounts", trackerAccounts);
        checkMembers(checks);
    }

    /** On top of what was known; an empty value takes away. */
    Contact over(Contact known) {
        return new Contact(
                known.handle(),
                displayName == null ? known.displayName() : displayName,
                requireNonNullElse(addresses, known.addresses()),
                timeZone == null ? known.timeZone() : timeZone.isEmpty() ? null : timeZone,
                requireNonNullElse(workingHours, known.workingHours()),
                requireNonNullElse(trackerAccounts, known.trackerAccounts()),
                requireNonNullElse(members, known.members()));
    }

    /** All that is known. */
    Contact of(Handle handle) {
        return over(
                new Contact(
                        handle,
                        null,
                        List.of(),
                        null,
                        new WorkingHours(List.of()),
                        new TreeMap<>(),
                        List.of()));
    }

    private void checkAddresses(Checks checks) {
        if (addresses == null) {
            return;
        }
        if (addresses.size() > MOST_ADDRESSES) {
            checks.reject(
                    "/addresses",
                    addresses.size() + " items",
                    "at most " + MOST_ADDRESSES + " items");
        }
        for (int i = 0; i < addresses.size(); i++) {
            Address address = addresses.get(i);
            if (address == null) {
                checks.reject("/addresses/" + i, null, "{\"kind\", \"value\"}");
                continue;
            }
            checks.required("/addresses/" + i + "/kind", address.kind(), "mail, chat or phone");
            String field = "/addresses/" + i + "/value";
            checks.text(field, address.value(), Checks.LINE);
            if (address.kind() == Address.Kind.MAIL && !matches(MAIL, address.value())) {
                checks.reject(field, address.value(), "a mail address, as ana@example.org");
            }
            if (address.kind() == Address.Kind.PHONE && !matches(PHONE, address.value())) {
                checks.reject(field, address.value(), "a telephone number, as +351 210 000 000");
            }
        }
    }

    private void checkMembers(Checks checks) {
        if (members == null) {
            return;
        }
        if (members.size() > MOST_MEMBERS) {
            checks.reject(
                    "/members", members.size() + " items", "at most " + MOST_MEMBERS + " items");
        }
        if (members.stream().anyMatch(Objects::isNull)
                || new HashSet<>(members).size() < members.size()) {
            checks.reject("/members", null, "handles, each once");
        }
    }

    private static boolean matches(Pattern pattern, @Nullable String value) {
        return value != null && pattern.matcher(value).matches();
    }
}
