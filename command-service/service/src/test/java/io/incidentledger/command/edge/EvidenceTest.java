package io.incidentledger.command.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.command.edge.Api.Reply;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files come in whole and once, or leave nothing behind. */
class EvidenceTest {
    private static final String BOUNDARY = "----a-boundary";
    private static final byte[] PNG =
            HexFormat.of()
                    .parseHex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489");
    private static final int MAX_FILE = 200_000;

    @TempDir static Path directory;
    private static Path store;
    private static Service service;
    private static Api ana;
    private String incident;

    @BeforeAll
    static void start() {
        store = directory.resolve("evidence");
        service =
                Service.start(
                        "evidence",
                        directory,
                        "--ledger.command.evidence.directory=" + store,
                        "--ledger.command.evidence.max-file=" + MAX_FILE + "B",
                        "--ledger.command.evidence.uploads=2");
        ana = service.as("@ana", "responder");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void declare() {
        incident =
                "/incidents/" + ana.post("/incidents", "{\"title\":\"It fails\"}").field("/number");
    }

    @Test
    void a_file_is_kept_under_its_hash_and_described_by_the_entry() throws Exception {
        byte[] image = image("a");

        Reply reply =
                upload(file("C:\\shots\\pool 14:05.png", image), order("{\"text\":\"The pool\"}"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(reply.field("/incident/number")).isEqualTo(incident.substring(11));
        JsonNode entry = lastEvent();
        assertThat(entry.at("/entryId").asString()).isEqualTo(reply.field("/id"));
        assertThat(entry.at("/content/text").asString()).isEqualTo("The pool");
        assertThat(entry.at("/content/type").asString()).isEqualTo("image");
        JsonNode file = entry.at("/content/file");
        assertThat(file.get("sha256").asString()).isEqualTo(sha256(image));
        assertThat(file.get("mediaType").asString()).isEqualTo("image/png");
        assertThat(file.get("size").asInt()).isEqualTo(image.length);
        assertThat(file.get("name").asString()).isEqualTo("pool 14:05.png");
        assertThat(Files.readAllBytes(kept(image))).isEqualTo(image);
        assertThat(store.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void a_file_needs_no_words() {
        byte[] log = "2026-11-20 connect() failed\n".repeat(2_000).getBytes(StandardCharsets.UTF_8);

        assertThat(upload(file("pods.log", log)).status()).isEqualTo(201);

        assertThat(lastEvent().at("/content/text").asString()).isEqualTo("pods.log");
        assertThat(lastEvent().at("/content/type").asString()).isEqualTo("log");
        assertThat(lastEvent().at("/content/file/mediaType").asString()).isEqualTo("text/plain");
    }

    @Test
    void a_link_comes_as_json() {
        String link = "{\"text\":\"The graph\",\"link\":\"https://example.org/1\"}";

        assertThat(ana.post(incident + "/evidence", link).status()).isEqualTo(201);

        assertThat(lastEvent().at("/content/link").asString()).isEqualTo("https://example.org/1");
        assertThat(ana.post(incident + "/evidence", "{\"text\":\"x\"}").field("/fields/0/field"))
                .isEqualTo("/link");
        assertThat(
                        ana.post(incident + "/evidence", "{\"link\":\"https://example.org/1\"}")
                                .field("/fields/0/field"))
                .isEqualTo("/text");
        assertThat(
                        ana.post(incident + "/evidence", "{\"file\":{\"sha256\":\"x\"}}")
                                .field("/fields/0/field"))
                .isEqualTo("/file");
    }

    @Test
    void the_same_file_twice_is_kept_once() throws Exception {
        byte[] image = image("twice");

        upload(file("a.png", image));
        var first = Files.getLastModifiedTime(kept(image));
        Reply again = upload(file("b.png", image));

        assertThat(again.status()).isEqualTo(201);
        assertThat(Files.getLastModifiedTime(kept(image))).isEqualTo(first);
    }

    @Test
    void the_same_order_sent_again_has_one_effect_and_a_key_belongs_to_one_file() {
        byte[] request = body(file("a.png", image("key")), order("{\"text\":\"x\"}"));
        Reply first = send(request, "Idempotency-Key", "upload-1");
        long head = service.head();

        Reply again = send(request, "Idempotency-Key", "upload-1");
        Reply other =
                send(
                        body(file("a.png", image("another")), order("{\"text\":\"x\"}")),
                        "Idempotency-Key",
                        "upload-1");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(service.head()).isEqualTo(head);
        assertThat(other.field("/rule")).isEqualTo("idempotency-key-reused");
        assertThat(kept(image("another"))).doesNotExist();
    }

    @Test
    void what_is_not_acceptable_is_said_by_part_and_leaves_nothing_behind() throws Exception {
        List<Path> before = files();
        long head = service.head();
        byte[] page = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);

        refused(400, "file", body(file("empty.png", new byte[0])));
        refused(400, "file", body(order("{\"text\":\"x\"}")));
        refused(400, "file", body(file("a.png", page)));
        refused(400, "file", body(file("a.png", image("1")), file("b.png", image("2"))));
        refused(400, "other", body(file("a.png", image("1")), part("other", null, new byte[1])));
        refused(400, "/text", body(file("a.png", image("1")), order("{\"text\":5}")));
        refused(400, "/nonsense", body(file("a.png", image("1")), order("{\"nonsense\":5}")));
        assertThat(send(body(file("a.png", new byte[MAX_FILE + 1]))).status()).isEqualTo(413);
        assertThat(send(body(file("a.png", new byte[3 << 20]))).status()).isEqualTo(413);
        assertThat(send("no parts".getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(400);
        assertThat(upload(file("a.png", page)).field("/fields/0/value")).isEqualTo("text/html");
        // A whole one after so many that were not: each made room for the next.
        assertThat(files()).isEqualTo(before);
        assertThat(service.head()).isEqualTo(head);
        assertThat(upload(file("a.png", image("after"))).status()).isEqualTo(201);
    }

    @Test
    void the_file_of_a_refused_order_goes_again_unless_an_entry_names_it() {
        byte[] image = image("refused");
        String thread = "{\"thread\":\"01970000-0000-7000-8000-0000000000f1\"}";

        Reply refused = upload(file("a.png", image), order(thread));

        assertThat(refused.field("/rule")).isEqualTo("unknown-thread");
        assertThat(kept(image)).doesNotExist();

        upload(file("a.png", image));
        upload(file("a.png", image), order(thread));

        assertThat(kept(image)).exists();
    }

    @Test
    void a_store_that_does_not_answer_is_a_503_and_nothing_is_recorded(@TempDir Path other) {
        try (Service away =
                Service.start(
                        "evidence-away",
                        other,
                        "--ledger.command.evidence.bucket.name=evidence",
                        "--ledger.command.evidence.bucket.endpoint=http://127.0.0.1:1",
                        "--ledger.command.evidence.bucket.access-key=me",
                        "--ledger.command.evidence.bucket.secret-key=hush")) {
            Api bo = away.as("@bo", "responder");
            String about = bo.post("/incidents", "{\"title\":\"It fails\"}").field("/number");
            long head = away.head();

            Reply reply =
                    bo.send(
                            "POST",
                            "/api/v1/incidents/" + about + "/evidence",
                            "multipart/form-data; boundary=" + BOUNDARY,
                            body(file("a.png", image("away"))));

            assertThat(reply.status()).as(reply.text()).isEqualTo(503);
            assertThat(reply.field("/outcome")).isEqualTo("none");
            assertThat(away.head()).isEqualTo(head);
        }
    }

    @Test
    void nobody_brings_a_file_without_a_token_or_to_an_incident_that_is_not_there()
            throws Exception {
        List<Path> before = files();
        byte[] request = body(file("a.png", image("nobody")));
        String type = "multipart/form-data; boundary=" + BOUNDARY;

        assertThat(
                        service.nobody()
                                .send("POST", "/api/v1" + incident + "/evidence", type, request)
                                .status())
                .isEqualTo(401);
        assertThat(ana.send("POST", "/api/v1/incidents/INC-99999/evidence", type, request).status())
                .isEqualTo(404);
        assertThat(ana.send("POST", "/api/v1" + incident + "/updates", type, request).status())
                .isEqualTo(415);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void a_redacted_file_goes_when_no_other_entry_names_it() {
        byte[] image = image("secret");
        String first = incident + "/timeline/" + upload(file("a.png", image)).field("/id");
        String second = incident + "/timeline/" + upload(file("b.png", image)).field("/id");
        String why = "{\"reason\":\"it shows a card number\"}";

        ana.post(first + "/redaction", why);
        assertThat(kept(image)).exists();
        ana.post(second + "/redaction", why);
        assertThat(kept(image)).doesNotExist();

        // Brought again it is there again, and a redaction given again does it no harm.
        upload(file("c.png", image));
        ana.post(second + "/redaction", why);
        assertThat(kept(image)).exists();
    }

    @Test
    void many_files_at_once_come_in_one_after_the_other() {
        List<CompletableFuture<Reply>> replies =
                IntStream.range(0, 12)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () -> upload(file("a.png", image("n" + i % 3)))))
                        .toList();

        assertThat(replies).extracting(reply -> reply.join().status()).containsOnly(201);
        assertThat(store.resolve("incoming")).isEmptyDirectory();
        assertThat(kept(image("n2"))).exists();
    }

    private void refused(int status, String field, byte[] request) {
        Reply reply = send(request);
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.field("/fields/0/field")).isEqualTo(field);
    }

    private Reply upload(byte[]... parts) {
        return send(body(parts));
    }

    private Reply send(byte[] request, String... headers) {
        return ana.send(
                "POST",
                "/api/v1" + incident + "/evidence",
                "multipart/form-data; boundary=" + BOUNDARY,
                request,
                headers);
    }

    private static byte[] file(String name, byte[] bytes) {
        return part("file", name, bytes);
    }

    private static byte[] order(String json) {
        return part("order", null, json.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] part(String name, String fileName, byte[] bytes) {
        String head =
                "--"
                        + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\""
                        + name
                        + "\""
                        + (fileName == null
                                ? ""
                                : "; filename=\"" + fileName.replace("\\", "\\\\") + "\"")
                        + "\r\nContent-Type: text/html\r\n\r\n";
        return joined(
                head.getBytes(StandardCharsets.UTF_8),
                bytes,
                "\r\n".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] body(byte[]... parts) {
        return joined(joined(parts), ("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] image(String what) {
        return joined(PNG, what.getBytes(StandardCharsets.UTF_8));
    }

    private static Path kept(byte[] bytes) {
        String sha256 = sha256(bytes);
        return store.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode lastEvent() {
        RecordedEvent last = service.events().getLast();
        return JsonMapper.shared().readTree(last.payload());
    }

    private static List<Path> files() {
        try (Stream<Path> all = Files.walk(store)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
