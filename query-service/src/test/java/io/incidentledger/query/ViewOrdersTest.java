package io.incidentledger.query;

import static io.incidentledger.query.Asking.assertProblem;
import static io.incidentledger.query.RunningService.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.incidentledger.events.AccessRole;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Severity;
import io.incidentledger.events.TokenIssued;
import io.incidentledger.events.TokenRevoked;
import io.incidentledger.query.Asking.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an admin can see of the view, and have done to it. */
class ViewOrdersTest {
    private static final String PARKED = "/api/v1/views/ledger/parked";

    private final WrittenLog written = new WrittenLog();
    @AutoClose private RunningService service;
    private Asking viewer;
    private Asking admin;
    private IncidentId incident;

    @BeforeEach
    void start() {
        written.token("viewer", AccessRole.VIEWER);
        written.token("admin", AccessRole.ADMIN);
        incident = written.declare("Checkout fails", Severity.SEV1, "checkout");
        service = new RunningService(written);
        viewer = service.as("viewer");
        admin = service.as("admin");
    }

    @Test
    void only_an_admin_has_the_view_built_anew() {
        String rebuild = "/api/v1/views/ledger/rebuild";

        assertProblem(service.as(null).post(rebuild), 401, "unauthenticated");
        assertProblem(viewer.post(rebuild), 403, "forbidden");
        assertProblem(viewer.post(PARKED + "/retry"), 403, "forbidden");
        assertThat(generations()).hasSize(1);
        assertThat(admin.post(rebuild).status()).isEqualTo(202);
    }

    @Test
    void readers_listeners_and_tokens_notice_nothing_of_a_rebuild() throws Exception {
        TokenIssued left = written.token("left", AccessRole.VIEWER);
        written.add(new TokenRevoked(left.tokenId(), "left"));
        service.log.append(written);
        List<Long> heard = new CopyOnWriteArrayList<>();
        try (Asking.Listening listening = viewer.listen(-1, heard::add)) {
            admin.post("/api/v1/views/ledger/rebuild");

            for (int i = 0; served() == 1 || i < 5; i++) {
                written.note(incident, "Still failing");
                service.log.append(written);
                Answer answer = viewer.from(service.log.head()).get("/api/v1/incidents/INC-1");
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                assertThat(answer.json().get("incident").get("version").asLong())
                        .isEqualTo(service.log.head());
                assertThat(service.as("left").get("/api/v1/incidents").status()).isEqualTo(401);
            }

            await().atMost(SOON).until(() -> heard.contains(service.log.head()));
            assertThat(heard).isSorted().doesNotHaveDuplicates();
        }
        JsonNode now = generations().get(1);
        assertThat(now.get("id").asLong()).isEqualTo(2);
        assertThat(now.get("state").asString()).isEqualTo("serving");
        assertThat(now.get("reason").asString()).isEqualTo("asked for by @ana");
        assertThat(now.get("lag").asLong()).isNotNegative();
        assertThat(viewer.get("/actuator/health").body()).contains("\"generation\":2");
    }

    @Test
    void a_view_that_does_not_go_with_the_log_is_unhealthy_and_answers_all_the_same() {
        service.database.jdbc.update("update view_generation set position = position + 100");

        await().atMost(SOON).until(() -> viewer.get("/actuator/health").status() == 503);
        assertThat(viewer.get("/actuator/health").body()).contains("queryProjection", "cut off");
        assertThat(viewer.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(viewer.get("/api/v1/incidents/INC-1").status()).isEqualTo(200);
        assertThat(viewer.get("/api/v1/views").body()).contains("cut off");
    }

    @Test
    void an_event_that_stays_damaged_stays_parked_and_says_why() {
        long position = written.head() + 1;
        written.add(
                "incident.resolved",
                "1",
                Set.of(new Tag("incident", incident.toString())),
                null,
                "{oops".getBytes(StandardCharsets.UTF_8));
        service.log.append(written);

        JsonNode parked = viewer.from(service.log.head()).get(PARKED).json().get("items");
        JsonNode retried = admin.post(PARKED + "/" + position + "/retry").json();

        assertThat(parked).hasSize(1);
        assertThat(parked.get(0).get("position").asLong()).isEqualTo(position);
        assertThat(parked.get(0).get("type").asString()).isEqualTo("incident.resolved");
        assertThat(parked.get(0).get("incident").asString()).isEqualTo(incident.toString());
        assertThat(retried.get("applied").asBoolean()).isFalse();
        assertThat(retried.get("reason").asString()).isNotBlank();
        assertThat(viewer.get(PARKED).json().get("items").get(0).get("tries").asInt()).isEqualTo(2);
        assertProblem(admin.post(PARKED + "/0/retry"), 404, "not-found");
        assertProblem(admin.post(PARKED + "/soon/retry"), 400, "invalid");
        assertProblem(admin.post("/api/v1/views/ledger/rebuild?now=1"), 400, "invalid");
    }

    @Test
    void an_event_that_can_be_applied_now_takes_its_place_among_the_others() {
        breakOff("timeline_entry", "new.words like '%whistles%'");
        breakOff("access_token", "new.handle = '@ana' and new.role = 'RESPONDER'");
        written.note(incident, "The compressor whistles");
        long note = written.head();
        written.note(incident, "It is off now");
        TokenIssued revoked = written.token("revoked", AccessRole.RESPONDER);
        written.token("valid", AccessRole.RESPONDER);
        written.add(new TokenRevoked(revoked.tokenId(), "left"));
        service.log.append(written);
        String found = "/api/v1/incidents?q=whistles";
        assertThat(viewer.from(service.log.head()).get(PARKED + "?limit=2").json().get("items"))
                .hasSize(2);
        assertThat(viewer.get(found).json().get("items")).isEmpty();
        assertThat(viewer.get("/api/v1/incidents/INC-1/timeline").body())
                .doesNotContain("whistles");
        assertThat(service.as("valid").get(found).status()).isEqualTo(401);

        service.database.jdbc.execute("drop trigger break_off on timeline_entry");
        service.database.jdbc.execute("drop trigger break_off on access_token");
        JsonNode one = admin.post(PARKED + "/" + note + "/retry").json();
        JsonNode all = admin.post(PARKED + "/retry").json();

        assertThat(one.get("applied").asBoolean()).isTrue();
        assertThat(all.get("applied").asInt()).isEqualTo(all.get("items").size()).isEqualTo(2);
        assertThat(viewer.get(found).json().get("items")).hasSize(1);
        String timeline = viewer.get("/api/v1/incidents/INC-1/timeline").body();
        assertThat(timeline.indexOf("whistles"))
                .isPositive()
                .isLessThan(timeline.indexOf("off now"));
        assertThat(service.as("valid").get(found).status()).isEqualTo(200);
        // What came after it counts, too.
        assertThat(service.as("revoked").get(found).status()).isEqualTo(401);
        assertThat(viewer.get(PARKED).json().get("items")).isEmpty();
    }

    @Test
    void a_redaction_that_is_applied_late_reaches_the_stream_at_once() throws Exception {
        breakOff("timeline_entry", "new.words = '(redacted)'");
        written.note(incident, "The password is whistle");
        long note = written.head();
        written.add(RedactedEverywhereTest.redacted(incident, note, note));
        service.log.append(written);
        assertThat(viewer.from(service.log.head()).get(PARKED).json().get("items")).hasSize(1);
        assertThat(RedactedEverywhereTest.streamed(viewer, service.log.head()))
                .anyMatch(data -> data.contains("whistle"));

        service.database.jdbc.execute("drop trigger break_off on timeline_entry");
        JsonNode retried = admin.post(PARKED + "/" + service.log.head() + "/retry").json();

        assertThat(retried.get("applied").asBoolean()).as(retried.toString()).isTrue();
        assertThat(RedactedEverywhereTest.streamed(viewer, service.log.head()))
                .noneMatch(data -> data.contains("whistle"));
    }

    private void breakOff(String table, String condition) {
        service.database.jdbc.execute(
                """
                create function break_off_%1$s() returns trigger language plpgsql as $$
                begin
                    if %2$s then
                        raise exception 'no' using errcode = 'integrity_constraint_violation';
                    end if;
                    return new;
                end $$"""
                        .formatted(table, condition));
        service.database.jdbc.execute(
                "create trigger break_off before insert on %1$s for each row execute function break_off_%1$s()"
                        .formatted(table));
    }

    private JsonNode generations() {
        return viewer.get("/api/v1/views").json().get("items").get(0).get("generations");
    }

    private long served() {
        return viewer.get("/api/v1/views").json().get("items").get(0).get("serving").asLong();
    }
}
