package io.incidentledger.command.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.command.edge.Api.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {
    @TempDir static Path directory;
    private static Service service;
    private static Api ana;

    @BeforeAll
    static void start() {
        service = Service.start("merge", directory);
        ana = service.as("@ana", "responder");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void the_answer_is_about_the_one_that_ends_and_the_same_again() {
        String one = declare();
        String other = declare();
        String order = "{\"into\": \"%s\", \"reason\": \"the same\"}".formatted(other);

        Reply merged = ana.post("/incidents/" + one + "/merge", order, "Idempotency-Key", "m1");

        assertThat(merged.status()).isEqualTo(200);
        assertThat(merged.field("/number")).isEqualTo(one);
        assertThat(merged.position()).isEqualTo(service.head() - 1);
        assertThat(service.events().reversed().stream().limit(3).map(event -> event.type()))
                .as("the first was declared first, and so were both")
                .containsExactly(
                        "incident.merged", "incident.milestone-set", "incident.other-merged-in");
        Reply again = ana.post("/incidents/" + one + "/merge", order, "Idempotency-Key", "m1");
        assertThat(again.text()).isEqualTo(merged.text());
        // Its version is the one that a correction may expect.
        assertThat(
                        ana.post(
                                        "/incidents/" + one + "/causes",
                                        "{\"cause\":\"capacity\"}",
                                        "If-Match",
                                        merged.headers().get("etag"))
                                .field("/rule"))
                .isEqualTo("merged-is-final");
    }

    @Test
    void of_two_merged_into_each_other_at_once_one_goes_on() throws Exception {
        try (var executor = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 20; round++) {
                String one = declare();
                String other = declare();
                List<Future<Reply>> replies = new ArrayList<>();
                replies.add(executor.submit(() -> merge(one, other)));
                replies.add(executor.submit(() -> merge(other, one)));

                List<Integer> statuses = new ArrayList<>();
                for (Future<Reply> reply : replies) {
                    statuses.add(reply.get().status());
                }

                assertThat(statuses).containsExactlyInAnyOrder(200, 422);
            }
        }
    }

    @Test
    void what_the_body_names_must_be_there_and_is_named_when_it_is_not() {
        String one = declare();
        long head = service.head();

        for (Reply refused :
                Stream.of("INC-9999", "nonsense", "01970000-0000-7000-8000-00000000ffff")
                        .flatMap(
                                named ->
                                        Stream.of(
                                                merge(one, named),
                                                ana.post(
                                                        "/incidents/" + one + "/related",
                                                        "{\"other\": \"%s\", \"kind\": \"related\"}"
                                                                .formatted(named))))
                        .toList()) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(refused.field("/rule")).isEqualTo("another-incident");
            assertThat(refused.field("/fields/0/field")).isIn("/into", "/other");
        }
        assertThat(service.head()).isEqualTo(head);
    }

    private static Reply merge(String one, String into) {
        return ana.post(
                "/incidents/" + one + "/merge",
                "{\"into\": \"%s\", \"reason\": \"the same\"}".formatted(into));
    }

    private static String declare() {
        return ana.post("/incidents", "{\"title\": \"It fails\"}").field("/number");
    }
}
