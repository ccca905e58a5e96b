package io.incidentledger.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.Handle;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownPeopleTest {
    private static final Handle OPS = new Handle("team:ops");
    private static final Handle WEB = new Handle("team:web");
    private static final Handle ANA = new Handle("@ana");

    @Test
    void a_team_contains_itself_by_whatever_way() {
        var people =
                KnownPeople.NOBODY.with(
                        List.of(
                                Directory.contact("team:ops", "Operations", "team:web"),
                                Directory.contact("team:web", "Web", "@ana", "team:ops"),
                                Directory.contact("team:all", "All", "team:ops", "@ana")));

        assertThat(people.containsItself(OPS)).isTrue();
        assertThat(people.containsItself(WEB)).isTrue();
        assertThat(people.containsItself(new Handle("team:all"))).isFalse();
        assertThat(people.teamsOf(ANA))
                .containsExactly(new Handle("team:all"), new Handle("team:web"));
    }

    @Test
    void near_is_what_may_have_been_meant() {
        var people =
                KnownPeople.NOBODY.with(
                        List.of(
                                Directory.contact("@ana", "Ana"),
                                Directory.contact("@anne", "Anne"),
                                Directory.contact("@bob", "Bob"),
                                Contact.unknown(new Handle("@anna"))));

        assertThat(people.near(new Handle("@annna")))
                .containsExactly(new Handle("@ana"), new Handle("@anne"));
        assertThat(people.near(new Handle("@zacharias"))).isEmpty();
        assertThat(people.knows(ANA)).isTrue();
        assertThat(people.knows(new Handle("@anna"))).isFalse();
    }
}
