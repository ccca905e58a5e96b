package io.incidentledger.command.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Moved;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.Handle;
import io.incidentledger.people.Address;
import io.incidentledger.people.Change;
import io.incidentledger.people.Contact;
import io.incidentledger.people.KnownPeople;
import io.incidentledger.people.WorkingHours;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class KeepingTest {
    private static final Handle ANA = new Handle("@ana");
    private static final Handle OPS = new Handle("team:ops");
    private static final Handle WEB = new Handle("team:web");

    @Test
    void who_is_new_or_was_only_taken_up_is_added() {
        Contact ana = contact("@ana", "Ana Lima");

        assertThat(Keeping.add(KnownPeople.NOBODY, ana)).containsExactly(Change.to(ana));
        assertThat(Keeping.add(people(contact("@ana", null)), ana)).containsExactly(Change.to(ana));
    }

    @Test
    void adding_the_same_again_changes_nothing_and_somebody_else_under_the_handle_is_a_conflict() {
        KnownPeople people = people(contact("@ana", "Ana Lima"));

        assertThat(Keeping.add(people, contact("@ana", "Ana Lima"))).isEmpty();
        assertThatThrownBy(() -> Keeping.add(people, contact("@ana", "Ana Moor")))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("@ana");
    }

    @Test
    void what_is_left_out_of_a_change_stays_and_what_is_empty_goes() {
        KnownPeople people = people(contact("@ana", "Ana Lima"));

        assertThat(change(people, named("Ana Moor")))
                .containsExactly(Change.to(contact("@ana", "Ana Moor")));
        assertThat(
                        change(
                                people,
                                new Details(
                                        null,
                                        List.of(),
                                        "",
                                        new WorkingHours(List.of()),
                                        new TreeMap<>(),
                                        null)))
                .containsExactly(
                        Change.to(
                                new Contact(
                                        ANA,
                                        "Ana Lima",
                                        List.of(),
                                        null,
                                        new WorkingHours(List.of()),
                                        new TreeMap<>(),
                                        List.of())));
    }

    @Test
    void a_change_for_another_version_is_refused_unless_it_is_so_already() {
        KnownPeople people = people(contact("@ana", "Ana Lima"));
        String version = Long.toString(people.find(ANA).orElseThrow().version());

        assertThat(Keeping.change(people, ANA, named("Ana Moor"), version)).hasSize(1);
        assertThat(Keeping.change(people, ANA, named("Ana Lima"), "4711")).isEmpty();
        assertThatThrownBy(() -> Keeping.change(people, ANA, named("Ana Moor"), "4711"))
                .isInstanceOf(Moved.class)
                .hasMessageContaining("@ana");
    }

    @Test
    void who_is_not_in_the_directory_cannot_be_changed() {
        for (KnownPeople people : List.of(KnownPeople.NOBODY, people(contact("@ana", null)))) {
            assertThatThrownBy(() -> change(people, named("Ana Lima")))
                    .isInstanceOf(Unknown.class)
                    .hasMessageContaining("POST /api/v1/people");
        }
    }

    @Test
    void a_team_that_would_contain_itself_is_refused() {
        KnownPeople people =
                people(contact("team:ops", "Operations", "team:web"), contact("team:web", "Web"));

        assertContainsItself(() -> Keeping.change(people, WEB, withMembers(OPS), null));
        assertContainsItself(() -> Keeping.add(people, contact("team:new", "New", "team:new")));
        assertContainsItself(
                () ->
                        Keeping.takeIn(
                                people, List.of(contact("team:web", "Web", "@ana", "team:ops"))));
    }

    @Test
    void who_is_erased_leaves_every_team_and_erasing_again_changes_nothing() {
        KnownPeople people =
                people(
                        contact("@ana", "Ana Lima"),
                        contact("team:ops", "Operations", "@ana", "@bob"),
                        contact("team:web", "Web", "@bob"));

        assertThat(Keeping.erase(people, ANA, null))
                .containsExactly(
                        Change.erase(ANA), Change.to(contact("team:ops", "Operations", "@bob")));
        assertThat(Keeping.erase(KnownPeople.NOBODY, ANA, null)).isEmpty();
        assertThatThrownBy(() -> Keeping.erase(people, ANA, "4711")).isInstanceOf(Moved.class);
    }

    @Test
    void an_import_states_what_is_other_and_leaves_who_is_not_named() {
        KnownPeople people = people(contact("@ana", "Ana Lima"), contact("@bob", "Bob Moor"));
        Contact moved = contact("@ana", "Ana Moor");

        assertThat(Keeping.takeIn(people, List.of(moved, contact("@bob", "Bob Moor"))))
                .containsExactly(Change.to(moved));
    }

    private static void assertContainsItself(ThrowingCallable order) {
        assertThatThrownBy(order)
                .isInstanceOfSatisfying(
                        RefusedByRule.class,
                        refused -> assertThat(refused.rule()).isEqualTo(Rule.TEAM_CONTAINS_ITSELF));
    }

    private static List<Change> change(KnownPeople people, Details details) {
        return Keeping.change(people, ANA, details, null);
    }

    private static Details named(String name) {
        return new Details(name, null, null, null, null, null);
    }

    private static Details withMembers(Handle... members) {
        return new Details(null, null, null, null, null, List.of(members));
    }

    private static KnownPeople people(Contact... contacts) {
        return KnownPeople.NOBODY.with(List.of(contacts));
    }

    private static Contact contact(String handle, String name, String... members) {
        return new Contact(
                new Handle(handle),
                name,
                List.of(new Address(Address.Kind.CHAT, handle)),
                "Europe/Lisbon",
                new WorkingHours(List.of("mon-fri 09:00-17:30")),
                new TreeMap<>(Map.of("github", "x")),
                Arrays.stream(members).map(Handle::new).toList());
    }
}
