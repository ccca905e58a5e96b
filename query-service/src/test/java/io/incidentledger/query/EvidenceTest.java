package io.incidentledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.AccessRole;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EvidenceFile;
import io.incidentledger.events.EvidenceType;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.evidence.EvidenceStore;
import io.incidentledger.evidence.Received;
import io.incidentledger.query.Asking.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A file is served as it was kept, to whom it may be, or not at all. */
class EvidenceTest {
    private static final WrittenLog written = new WrittenLog();

    @TempDir static Path folder;
    private static EvidenceStore store;
    @AutoClose private static RunningService service;
    private static Asking ask;
    private static IncidentId incident;

    @BeforeAll
    static void start() throws IOException {
        store = EvidenceStore.folder(folder);
        written.token("viewer", AccessRole.VIEWER);
        incident = written.declare("It fails", Severity.SEV2, "checkout");
        written.declare("Another", Severity.SEV2, "checkout");
        service = new RunningService(written, "--ledger.query.evidence.directory=" + folder);
        ask = service.as("viewer");
    }

    @Test
    void an_image_is_shown_under_its_name_and_nothing_of_it_is_run() throws IOException {
        String sha256 = brought("an image", "image/png", "pool \"14:05\"\n.png");

        Answer answer = then().get(path(sha256));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("an image");
        assertThat(answer.header("Content-Type")).isEqualTo("image/png");
        assertThat(answer.header("Content-Length")).isEqualTo("8");
        assertThat(answer.header("ETag")).isEqualTo("\"" + sha256 + "\"");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; sandbox");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache, private");
        assertThat(answer.header("Content-Disposition"))
                .startsWith("inline; ")
                .contains("filename*=UTF-8''pool%20%2214%3A05%22%0A.png");
        assertThat(then().header("If-None-Match", "\"" + sha256 + "\"").get(path(sha256)).status())
                .isEqualTo(304);
    }

    @Test
    void what_a_browser_could_run_is_saved() throws IOException {
        String sha256 = brought("<script>", "text/html", "a.html");

        assertThat(then().get(path(sha256)).header("Content-Disposition"))
                .startsWith("attachment; ");
    }

    @Test
    void a_file_is_served_by_the_incident_that_names_it_alone() throws IOException {
        String sha256 = brought("of one", "text/plain", "a.log");

        assertThat(then().get("/api/v1/incidents/INC-2/evidence/" + sha256).status())
                .isEqualTo(404);
        assertThat(then().get(path("ab".repeat(32))).status()).isEqualTo(404);
        assertThat(then().get(path("..%2F..%2Fetc")).status()).isIn(400, 404);
        assertThat(service.as(null).get(path(sha256)).status()).isEqualTo(401);
    }

    @Test
    void a_redacted_file_is_served_to_nobody_even_while_it_is_there() throws IOException {
        String sha256 = brought("a secret", "text/plain", "a.log");
        assertThat(then().get(path(sha256)).status()).isEqualTo(200);
        HiddenEvent hidden = new HiddenEvent(written.head(), "00");
        written.add(
                new WordsRedacted(
                        incident,
                        null,
                        List.of(hidden),
                        "it named a customer",
                        null,
                        Moment.exactly(written.now())));
        service.log.append(written);

        assertThat(then().get(path(sha256)).status()).isEqualTo(404);
        assertThat(then().header("If-None-Match", "\"" + sha256 + "\"").get(path(sha256)).status())
                .isEqualTo(404);
        assertThat(then().get("/api/v1/incidents/INC-1/timeline").body()).doesNotContain(sha256);
        assertThat(then().get("/api/v1/incidents/INC-1/events").body()).doesNotContain(sha256);
        assertThat(then().get("/api/v1/incidents/INC-1/postmortem.md").body())
                .doesNotContain(sha256);
    }

    @Test
    void a_lost_or_damaged_file_is_a_problem_and_never_wrong_bytes() throws IOException {
        String lost = brought("lost", "text/plain", "a.log");
        String damaged = brought("damaged", "text/plain", "b.log");
        store.remove(lost);
        Files.writeString(folder.resolve(damaged.substring(0, 2)).resolve(damaged), "Damaged");

        for (String sha256 : List.of(lost, damaged)) {
            Answer answer = then().get(path(sha256));
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.json().get("type").asString()).endsWith(":lost");
            assertThat(answer.json().get("detail").asString()).contains("backup");
        }
    }

    @Test
    void a_store_that_does_not_answer_is_a_problem_for_now_alone() throws IOException {
        String sha256 = brought("far away", "text/plain", "a.log");

        try (ConfigurableApplicationContext away =
                service.node(
                        "--ledger.query.evidence.bucket.name=evidence",
                        "--ledger.query.evidence.bucket.endpoint=http://127.0.0.1:1",
                        "--ledger.query.evidence.bucket.access-key=me",
                        "--ledger.query.evidence.bucket.secret-key=hush")) {
            Asking asked = new Asking(away, "viewer");

            Answer answer = asked.from(service.log.head()).get(path(sha256));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().get("type").asString()).endsWith(":unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("10");
        }
    }

    @Test
    void the_document_shows_an_image_and_names_the_hash() throws IOException {
        String sha256 = brought("in the document", "image/png", "graph [1].png");

        assertThat(then().get("/api/v1/incidents/INC-1/postmortem.md").body())
                .contains("image/png, 15 bytes, SHA-256 [" + sha256 + "](evidence/" + sha256 + ")")
                .contains("![image](evidence/" + sha256 + ")");
        // "in the document", wherever the page is saved.
        assertThat(then().get("/api/v1/incidents/INC-1/postmortem.html").body())
                .contains("<img src=\"data:image/png;base64,aW4gdGhlIGRvY3VtZW50\"")
                .contains("img-src 'self' data:");
    }

    @Test
    void an_image_that_is_large_lost_or_could_be_more_than_an_image_stays_beside_the_document()
            throws IOException {
        String large = brought("x".repeat((1 << 20) + 1), "image/png", "large.png");
        String lost = brought("lost image", "image/png", "lost.png");
        String drawing = brought("<svg/>", "image/svg+xml", "drawing.svg");
        store.remove(lost);

        Answer page = then().get("/api/v1/incidents/INC-1/postmortem.html");

        assertThat(page.status()).isEqualTo(200);
        for (String sha256 : List.of(large, lost, drawing)) {
            assertThat(page.body()).contains("<img src=\"evidence/" + sha256 + "\"");
        }
        // What may be there the next time must not be hidden by a 304.
        assertThat(page.header("ETag")).isEmpty();
        assertThat(then().get("/api/v1/incidents/INC-1/postmortem.md").header("ETag")).isNotEmpty();
    }

    private static String brought(String text, String type, String name) throws IOException {
        try (Received received =
                store.receive(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            store.keep(received);
            EvidenceFile file = new EvidenceFile(received.sha256(), type, received.size(), name);
            written.entry(
                    incident,
                    new EntryContent.EvidenceItem("Look", EvidenceType.LOG, null, file),
                    null);
            service.log.append(written);
            return received.sha256();
        }
    }

    private static Asking then() {
        return ask.from(service.log.head());
    }

    private static String path(String sha256) {
        return "/api/v1/incidents/INC-1/evidence/" + sha256;
    }
}
