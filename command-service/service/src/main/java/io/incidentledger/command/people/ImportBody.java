package io.incidentledger.command.people;

import static java.util.Objects.requireNonNullElse;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.people.Contact;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** As the export gives them. */
record ImportBody(@Nullable List<AddBody> people) implements Body {
    /** Nearly as many as an order of the usual size can hold. */
    private static final int MOST_PEOPLE = 10_000;

    @Override
    public void check(Checks checks) {
        checks.required("/people", people, "a list of people, as GET /api/v1/people/export has it");
        List<AddBody> given = requireNonNullElse(people, List.of());
        if (given.size() > MOST_PEOPLE) {
            checks.reject("/people", given.size() + " items", "at most " + MOST_PEOPLE + " items");
            return;
        }
        for (int i = 0; i < given.size(); i++) {
            AddBody one = given.get(i);
            if (one == null) {
                checks.reject("/people/" + i, null, "a person or a team");
            } else {
                checks.within("/people/" + i, one);
            }
        }
        List<Handle> handles =
                given.stream()
                        .filter(Objects::nonNull)
                        .map(AddBody::handle)
                        .filter(Objects::nonNull)
                        .toList();
        if (new HashSet<>(handles).size() < handles.size()) {
            checks.reject("/people", null, "each handle once");
        }
    }

    /** Here they are made known. */
    @Override
    public Map<String, Handle> handles() {
        return Map.of();
    }

    List<Contact> contacts() {
        return requireNonNullElse(people, List.<AddBody>of()).stream()
                .map(AddBody::contact)
                .toList();
    }
}
