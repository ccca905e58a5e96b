package io.incidentledger.command.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.incidentledger.command.edge.Api.Reply;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More at once than there is room for: whoever is turned away is told when to come again. */
class OverloadTest {
    private static final String TITLE = "{\"title\":\"It fails\"}";
    private static final String LARGE =
            "{\"title\":\"It fails\"," + " ".repeat(900_000) + "\"drill\":true}";

    @TempDir static Path directory;
    private static Service service;

    @BeforeAll
    static void start() {
        service =
                Service.start(
                        "overload",
                        directory,
                        "--ledger.command.max-reading=1MB",
                        "--ledger.command.patience=200ms");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void large_orders_wait_for_room_and_small_ones_do_not() throws IOException {
        Api admin = service.admin();
        try (Socket slow = halfOfAnOrder(admin)) {
            Reply turnedAway =
                    await().until(
                                    () -> admin.post("/incidents", LARGE),
                                    reply -> reply.status() == 503);

            assertThat(turnedAway.headers())
                    .containsEntry("content-type", "application/problem+json")
                    .containsEntry("retry-after", "1");
            assertThat(turnedAway.field("/type")).endsWith(":unavailable");
            assertThat(turnedAway.field("/outcome")).isEqualTo("none");
            assertThat(turnedAway.field("/detail")).contains("large orders");
            assertThat(admin.post("/incidents", TITLE).status()).isEqualTo(201);

            slow.getOutputStream().write(LARGE.substring(600_000).getBytes(StandardCharsets.UTF_8));
            assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 201");
        }
        assertThat(admin.post("/incidents", LARGE).status()).isEqualTo(201);
    }

    @Test
    void a_sender_who_breaks_off_leaves_room_for_others() throws IOException {
        Api admin = service.admin();
        for (int i = 0; i < 5; i++) {
            halfOfAnOrder(admin).close();
        }

        await().untilAsserted(
                        () -> assertThat(admin.post("/incidents", LARGE).status()).isEqualTo(201));
    }

    private static Socket halfOfAnOrder(Api sender) throws IOException {
        Socket socket = sender.begin("/incidents", LARGE);
        socket.getInputStream().readNBytes("HTTP/1.1 100 \r\n\r\n".length());
        socket.getOutputStream()
                .write(LARGE.substring(0, 600_000).getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
