package io.incidentledger.query;

import static io.incidentledger.query.Asking.assertProblem;
import static io.incidentledger.query.RunningService.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.incidentledger.events.AccessRole;
import io.incidentledger.events.Handle;
import io.incidentledger.people.Address;
import io.incidentledger.people.Change;
import io.incidentledger.people.Contact;
import io.incidentledger.people.DirectorySettings;
import io.incidentledger.people.DirectoryWriter;
import io.incidentledger.people.WorkingHours;
import io.incidentledger.query.Asking.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions about people, to the service as it runs. */
class PeopleTest {
    private static final Handle ADMIN = new Handle("@admin");

    @AutoClose private static RunningService service;
    @AutoClose private static DirectoryWriter people;
    private static Asking viewer;
    private static Asking responder;
    private static Asking admin;

    @BeforeAll
    static void start() {
        WrittenLog written = new WrittenLog();
        written.token("people-viewer", AccessRole.VIEWER);
        written.token("people-responder", AccessRole.RESPONDER);
        written.token("people-admin", AccessRole.ADMIN);
        service = new RunningService(written);
        people =
                DirectoryWriter.open(
                        new DirectorySettings(
                                EmbeddedLog.broker().bootstrapServers(),
                                service.log.topic,
                                1,
                                1,
                                Map.of()),
                        () -> false);
        await().atMost(SOON).ignoreExceptions().until(() -> people.directory().now() != null);
        long position =
                put(
                        contact("@ana", "Ana Lima"),
                        contact("@bob", "Bob Moor"),
                        contact("team:ops", "Operations", "@ana", "@bob"),
                        contact("team:all", "Everybody", "team:ops"),
                        contact("@zoe", null));
        viewer = service.as("people-viewer");
        responder = service.as("people-responder");
        admin = service.as("people-admin");
        await().atMost(SOON).until(() -> viewer.get("/api/v1/people").status() == 200);
        assertThat(from(viewer, position).get("/api/v1/people").status()).isEqualTo(200);
    }

    @Test
    void a_viewer_sees_who_it_is_and_a_responder_how_they_are_reached() {
        Answer seen = viewer.get("/api/v1/people/@ana");
        Answer whole = responder.get("/api/v1/people/@ana");

        assertThat(seen.json().get("displayName").asString()).isEqualTo("Ana Lima");
        assertThat(seen.json().at("/teams/0").asString()).isEqualTo("team:ops");
        assertThat(seen.body()).doesNotContain("example.org", "Lisbon", "09:00", "gh-", "@admin");
        assertThat(whole.json().at("/addresses/0/kind").asString()).isEqualTo("mail");
        assertThat(whole.json().at("/addresses/0/value").asString()).isEqualTo("ana@example.org");
        assertThat(whole.json().at("/timeZone").asString()).isEqualTo("Europe/Lisbon");
        assertThat(whole.json().at("/workingHours/0").asString()).isEqualTo("mon-fri 09:00-17:30");
        assertThat(whole.json().at("/trackerAccounts/github").asString()).isEqualTo("gh-ana");
        assertThat(whole.json().at("/changedBy").asString()).isEqualTo("@admin");
        assertThat(whole.header("ETag")).isEqualTo("\"" + whole.json().get("version") + "\"");
        assertThat(whole.header("Cache-Control")).isEqualTo("no-store");
        assertThat(viewer.get("/api/v1/people").body()).doesNotContain("example.org");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ?known=true             | @ana @bob team:all team:ops
                    ?known=false            | @zoe
                    ?kind=team              | team:all team:ops
                    ?q=LIMA                 | @ana
                    ?handle=@zoe,@ana,@not  | @ana @zoe
                    ?q=nobody               | ''
                    """)
    void the_list_is_narrowed(String query, String handles) {
        assertThat(handles(viewer.get("/api/v1/people" + query)))
                .isEqualTo(Stream.of(handles.split(" ")).filter(h -> !h.isEmpty()).toList());
    }

    @Test
    void pages_follow_each_other_without_a_gap() {
        List<String> all = new ArrayList<>();
        String page = "/api/v1/people?limit=2";
        while (page != null) {
            Answer answer = viewer.get(page);
            all.addAll(handles(answer));
            page = answer.json().get("next").isNull() ? null : answer.json().get("next").asString();
        }

        assertThat(all).isEqualTo(handles(viewer.get("/api/v1/people"))).contains("@zoe");
    }

    @Test
    void only_an_admin_takes_all_along_and_what_is_not_known_stays_out() {
        Answer export = admin.get("/api/v1/people/export");

        assertThat(export.status()).as(export.body()).isEqualTo(200);
        assertThat(export.body()).contains("Ana Lima", "ana@example.org").doesNotContain("@zoe");
        assertProblem(responder.get("/api/v1/people/export"), 403, "forbidden");
        assertProblem(service.as(null).get("/api/v1/people"), 401, "unauthenticated");
    }

    @Test
    void what_was_erased_is_in_no_answer_any_more() {
        long added = put(contact("@carl", "Carlotta Quill"), contact("team:q", "Q", "@carl"));
        assertThat(from(viewer, added).get("/api/v1/people/@carl").body()).contains("Quill");

        long erased =
                people.change(
                                ADMIN,
                                known ->
                                        List.of(
                                                Change.erase(new Handle("@carl")),
                                                Change.erase(new Handle("team:q"))))
                        .position();

        Asking after = from(admin, erased);
        assertProblem(after.get("/api/v1/people/@carl"), 404, "not-found");
        assertThat(after.get("/api/v1/people").body()).doesNotContain("carl", "Quill");
        assertThat(after.get("/api/v1/people/export").body()).doesNotContain("carl", "Quill");
    }

    @Test
    void a_change_that_is_not_there_yet_is_waited_for_and_then_not_now() {
        assertProblem(from(viewer, 1_000_000).get("/api/v1/people"), 503, "unavailable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?names=true",
                "?kind=robot",
                "?known=maybe",
                "?limit=0",
                "?cursor=x",
                "?q=",
                "/@ana?whole=true"
            })
    void what_is_not_a_question_is_refused(String question) {
        assertProblem(viewer.get("/api/v1/people" + question), 400, "invalid");
    }

    private static List<String> handles(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<String> handles = new ArrayList<>();
        answer.json().get("items").forEach(item -> handles.add(item.get("handle").asString()));
        return handles;
    }

    private static Asking from(Asking asking, long position) {
        return asking.header("Directory-Min-Position", Long.toString(position));
    }

    private static long put(Contact... contacts) {
        return people.change(ADMIN, known -> Stream.of(contacts).map(Change::to).toList())
                .position();
    }

    private static Contact contact(String handle, String name, String... members) {
        return new Contact(
                new Handle(handle),
                name,
                List.of(new Address(Address.Kind.MAIL, handle.substring(1) + "@example.org")),
                "Europe/Lisbon",
                new WorkingHours(List.of("mon-fri 09:00-17:30")),
                new TreeMap<>(Map.of("github", "gh-" + handle.substring(1))),
                Arrays.stream(members).map(Handle::new).toList());
    }
}
