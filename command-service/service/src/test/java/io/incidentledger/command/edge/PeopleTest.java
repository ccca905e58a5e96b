package io.incidentledger.command.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.incidentledger.command.edge.Api.Reply;
import io.incidentledger.events.Handle;
import io.incidentledger.people.DirectorySettings;
import io.incidentledger.people.Listing;
import io.incidentledger.people.PeopleDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The directory of people, and what becomes of handles that it does not know. */
class PeopleTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TOPIC = "people";
    private static final String PAST =
            """
            {"declare": {"title": "Past"},
             "orders": [{"follow-ups": {"title": "Look", "owner": "@yara",
                                        "occurredAt": "2025-03-01T14:20:00Z"}}]}""";

    @TempDir static Path directory;
    private static Service service;
    private static PeopleDirectory elsewhere;

    @BeforeAll
    static void start() {
        service = Service.start(TOPIC, directory);
        elsewhere = PeopleDirectory.follow(settings(TOPIC));
        await().atMost(SOON).ignoreExceptions().until(() -> elsewhere.now() != null);
    }

    @AfterAll
    static void stop() {
        elsewhere.close();
        service.close();
    }

    @Test
    void who_is_added_is_seen_on_another_node_and_nothing_of_it_is_in_the_log() {
        long head = service.head();

        Reply added =
                service.admin()
                        .post(
                                "/people",
                                """
                                {"handle": "@ana", "displayName": "Ana Lima", "timeZone": "Europe/Lisbon",
                                 "addresses": [{"kind": "mail", "value": "ana@example.org"},
                                               {"kind": "phone", "value": "+351 210 000 000"}],
                                 "workingHours": ["mon-thu 09:00-17:30", "fri 09:00-13:00"],
                                 "trackerAccounts": {"github": "ana-l"}}""");

        assertThat(added.status()).as(added.text()).isEqualTo(201);
        assertThat(added.headers()).containsEntry("location", "/api/v1/people/@ana");
        assertThat(added.headers().get("etag")).isEqualTo("\"" + added.field("/version") + "\"");
        Listing listing = seen(added, "@ana");
        assertThat(listing.contact().displayName()).isEqualTo("Ana Lima");
        assertThat(listing.contact().addresses()).hasSize(2);
        assertThat(listing.by()).isEqualTo(new Handle("@admin"));
        assertThat(service.head()).isEqualTo(head);
    }

    @Test
    void the_same_order_again_changes_nothing_and_another_under_the_handle_is_a_conflict() {
        String bob = "{\"handle\": \"@bob\", \"displayName\": \"Bob Moor\"}";
        service.admin().post("/people", bob);

        Reply again = service.admin().post("/people", bob);
        Reply other = service.admin().post("/people", bob.replace("Moor", "Hill"));

        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.json().get("changed").asBoolean()).isFalse();
        assertThat(other.status()).as(other.text()).isEqualTo(409);
    }

    @Test
    void of_changes_of_one_version_at_the_same_time_one_wins() {
        Api admin = service.admin();
        Reply added = admin.post("/people", "{\"handle\": \"@cleo\", \"displayName\": \"0\"}");

        List<Reply> replies =
                IntStream.rangeClosed(1, 8)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () ->
                                                        admin.post(
                                                                "/people/@cleo",
                                                                "{\"displayName\": \"" + i + "\"}",
                                                                "If-Match",
                                                                added.headers().get("etag"))))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == 412).hasSize(7);
        assertThat(replies)
                .filteredOn(reply -> reply.status() == 412)
                .allSatisfy(
                        reply ->
                                assertThat(reply.field("/detail"))
                                        .contains("@cleo is at")
                                        .doesNotContain("incident"));
    }

    @Test
    void a_team_warns_of_members_that_nobody_knows_and_never_contains_itself() {
        Api admin = service.admin();

        Reply ops =
                admin.post(
                        "/people",
                        """
                        {"handle": "team:ops", "displayName": "Operations", "members": ["@nobody1"]}""");
        admin.post(
                "/people",
                """
                {"handle": "team:web", "displayName": "Web", "members": ["team:ops"]}""");
        Reply circle = admin.post("/people/team:ops", "{\"members\": [\"team:web\"]}");

        assertThat(ops.field("/warnings/0")).contains("@nobody1");
        assertThat(circle.status()).as(circle.text()).isEqualTo(422);
        assertThat(circle.field("/rule")).isEqualTo("team-contains-itself");
    }

    @Test
    void an_admin_erases_and_the_handle_stays_in_the_log() {
        Api admin = service.admin();
        Api responder = service.as("@rob", "responder");
        Reply declared = admin.post("/incidents", "{\"title\": \"Down\", \"by\": \"@dora\"}");
        responder.post("/people", "{\"handle\": \"@dora\", \"displayName\": \"Dora Vale\"}");
        Reply team =
                responder.post(
                        "/people",
                        """
                        {"handle": "team:db", "displayName": "Databases", "members": ["@dora"]}""");
        assertThat(team.status()).as(team.text()).isEqualTo(201);

        Reply refused = responder.post("/people/@dora/erase", "{}");
        Reply erased = admin.post("/people/@dora/erase", "{}");
        Reply again = admin.post("/people/@dora/erase", "{}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.field("/detail")).contains("an admin");
        assertThat(erased.status()).as(erased.text()).isEqualTo(200);
        assertThat(erased.json().get("remains").size()).isPositive();
        assertThat(again.json().get("changed").asBoolean()).isFalse();
        assertThat(
                        elsewhere.await(
                                Long.parseLong(erased.headers().get("directory-position")), SOON))
                .isTrue();
        assertThat(elsewhere.now().find(new Handle("@dora"))).isEmpty();
        assertThat(elsewhere.now().find(new Handle("team:db")).orElseThrow().contact().members())
                .isEmpty();
        assertThat(
                        new String(
                                service.log().read(declared.position(), 1).getFirst().payload(),
                                StandardCharsets.UTF_8))
                .contains("@dora");
    }

    @Test
    void an_import_puts_all_in_or_nothing() {
        Api admin = service.admin();

        Reply taken =
                admin.post(
                        "/people/import",
                        """
                        {"people": [{"handle": "@eva", "displayName": "Eva Ost"},
                                    {"handle": "team:night", "displayName": "Night", "members": ["@eva"]}]}""");
        Reply circle =
                admin.post(
                        "/people/import",
                        """
                        {"people": [{"handle": "@finn", "displayName": "Finn"},
                                    {"handle": "team:self", "displayName": "S", "members": ["team:self"]}]}""");

        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
        assertThat(taken.json().get("people").asInt()).isEqualTo(2);
        assertThat(taken.json().get("warnings").size()).isZero();
        assertThat(seen(taken, "team:night").contact().members())
                .containsExactly(new Handle("@eva"));
        assertThat(circle.status()).as(circle.text()).isEqualTo(422);
        assertThat(elsewhere.now().find(new Handle("@finn"))).isEmpty();
        assertThat(
                        service.as("@rob", "responder")
                                .post("/people/import", "{\"people\": []}")
                                .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /people            | {"displayName": "A"}                                                       | /handle
                    /people            | {"handle": "@a"}                                                           | /displayName
                    /people            | {"handle": "ana", "displayName": "A"}                                      | /handle
                    /people            | {"handle": "@a", "displayName": " "}                                       | /displayName
                    /people            | {"handle": "@a", "displayName": "A", "kind": "person"}                     | /kind
                    /people            | {"handle": "@a", "displayName": "A", "timeZone": "+02:00"}                 | /timeZone
                    /people            | {"handle": "@a", "displayName": "A", "timeZone": "Mars/Base"}              | /timeZone
                    /people            | {"handle": "@a", "displayName": "A", "workingHours": ["mon 9-17"]}         | /workingHours
                    /people            | {"handle": "@a", "displayName": "A", "workingHours": "mon 09:00-17:00"}    | /workingHours
                    /people            | {"handle": "@a", "displayName": "A", "addresses": [{"kind": "mail", "value": "a"}]} | /addresses/0/value
                    /people            | {"handle": "@a", "displayName": "A", "addresses": [{"kind": "fax", "value": "1"}]}  | /addresses/0/kind
                    /people            | {"handle": "@a", "displayName": "A", "addresses": [{"value": "1"}]}        | /addresses/0/kind
                    /people            | {"handle": "@a", "displayName": "A", "addresses": [null]}                  | /addresses/0
                    /people            | {"handle": "@a", "displayName": "A", "members": ["@b"]}                    | /members
                    /people            | {"handle": "team:a", "displayName": "A", "members": ["@b", "@b"]}          | /members
                    /people            | {"handle": "@a", "displayName": "A", "trackerAccounts": {"Git Hub": "a"}}  | /trackerAccounts
                    /people/@a         | {"handle": "@b"}                                                           | /handle
                    /people/@a         | {"members": ["@b"]}                                                        | /members
                    /people/@a/erase   | {"reason": "asked"}                                                        | /reason
                    /people/import     | {"people": [{"handle": "@a"}]}                                             | /people/0/displayName
                    /people/import     | {}                                                                         | /people
                    """)
    void what_is_wrong_is_named(String path, String body, String field) {
        Reply reply = service.admin().post(path, body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.field("/fields/0/field")).as(reply.text()).isEqualTo(field);
    }

    @Test
    void who_does_not_exist_is_not_found() {
        for (String path : List.of("/people/@gone", "/people/gone", "/people/import/erase")) {
            Reply reply = service.admin().post(path, "{}");

            assertThat(reply.status()).as(path + reply.text()).isEqualTo(404);
        }
    }

    @Test
    void an_unknown_handle_is_taken_up_and_the_answer_says_so() {
        Reply declared =
                service.admin()
                        .post(
                                "/incidents",
                                """
                                {"title": "Down", "by": "@zoe"}""",
                                "Idempotency-Key",
                                "zoe");

        assertThat(declared.status()).as(declared.text()).isEqualTo(201);
        assertThat(declared.headers()).containsEntry("ledger-unknown-handles", "@zoe");
        Handle zoe = new Handle("@zoe");
        await().atMost(SOON).until(() -> elsewhere.now().find(zoe).isPresent());
        assertThat(elsewhere.now().knows(zoe)).isFalse();

        Reply added =
                service.admin().post("/people", "{\"handle\": \"@zoe\", \"displayName\": \"Zoe\"}");
        Reply known = service.admin().post("/incidents", "{\"title\": \"Up\", \"by\": \"@zoe\"}");

        assertThat(added.status()).as(added.text()).isEqualTo(201);
        assertThat(known.headers()).doesNotContainKey("ledger-unknown-handles");
    }

    @Test
    void a_dry_run_names_the_unknown_and_lists_nobody() {
        Reply dry = service.admin().post("/import/incidents?dryRun=true", PAST);
        long added =
                Long.parseLong(
                        service.admin()
                                .post("/people", "{\"handle\": \"@gil\", \"displayName\": \"Gil\"}")
                                .headers()
                                .get("directory-position"));

        assertThat(dry.status()).as(dry.text()).isEqualTo(200);
        assertThat(dry.headers()).containsEntry("ledger-unknown-handles", "@yara");
        assertThat(elsewhere.await(added, SOON)).isTrue();
        assertThat(elsewhere.now().find(new Handle("@yara"))).isEmpty();
    }

    @Test
    void where_they_are_refused_the_problem_names_the_field_and_who_may_have_been_meant(
            @TempDir Path strictDirectory) {
        try (Service strict =
                Service.start(
                        "people-strict",
                        strictDirectory,
                        "--ledger.command.unknown-handles=refuse")) {
            Api admin = strict.admin();
            admin.post("/people", "{\"handle\": \"@anna\", \"displayName\": \"Anna\"}");
            admin.post("/people", "{\"handle\": \"@ben\", \"displayName\": \"Ben\"}");
            String order = "{\"title\": \"Down\", \"by\": \"@anna\"}";
            Reply first = admin.post("/incidents", order, "Idempotency-Key", "1");
            admin.post("/incidents/INC-1/roles", "{\"role\": \"lead\", \"holder\": \"@anna\"}");
            long head = strict.head();

            Reply misspelt = admin.post("/incidents", "{\"title\": \"X\", \"by\": \"@ana\"}");
            Reply past = admin.post("/import/incidents", PAST);
            Reply dry = admin.post("/import/incidents?dryRun=true", PAST);
            Reply token = admin.post("/tokens", "{\"handle\": \"@ana\", \"role\": \"viewer\"}");
            admin.post("/people/@anna/erase", "{}");
            Reply again = admin.post("/incidents", order, "Idempotency-Key", "1");
            Reply erased = admin.post("/incidents", order, "Idempotency-Key", "2");
            assertThat(strict.head()).isEqualTo(head);
            Reply released =
                    admin.post(
                            "/incidents/INC-1/roles/lead/handover",
                            "{\"from\": \"@anna\", \"to\": \"@ben\"}");

            assertThat(first.status()).as(first.text()).isEqualTo(201);
            for (Reply refused : List.of(misspelt, past, dry, token, erased)) {
                assertThat(refused.status()).as(refused.text()).isEqualTo(422);
                assertThat(refused.field("/rule")).isEqualTo("unknown-handle");
            }
            assertThat(past.field("/fields/0/field")).isEqualTo("/orders/0/follow-ups/owner");
            assertThat(misspelt.field("/fields/0/field")).isEqualTo("/by");
            assertThat(misspelt.field("/detail")).contains("@ana (but @anna)");
            assertThat(again.text()).as("what was carried out stays").isEqualTo(first.text());
            assertThat(released.status()).as(released.text()).isEqualTo(200);
        }
    }

    private static Listing seen(Reply reply, String handle) {
        assertThat(elsewhere.await(Long.parseLong(reply.headers().get("directory-position")), SOON))
                .isTrue();
        return elsewhere.now().find(new Handle(handle)).orElseThrow();
    }

    private static DirectorySettings settings(String topic) {
        return new DirectorySettings(SharedKafka.bootstrapServers(), topic, 1, 1, Map.of());
    }
}
