package io.incidentledger.command.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.command.edge.Api.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Retractions and redactions at the edge: who may order them, and what the answers tell. */
class RedactionTest {
    private static final String NOTE = "{\"kind\":\"note\",\"text\":\"hunter2 opens it\"}";
    private static final String WHY = "{\"reason\":\"a password\"}";

    @TempDir static Path directory;
    private static Service service;
    private static Api ana;
    private static Api admin;

    @BeforeAll
    static void start() {
        service = Service.start("redaction", directory);
        ana = service.as("@ana", "responder");
        admin = service.as("@root", "admin");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void a_responder_hides_an_entry_and_a_repeated_order_is_answered_without_a_word_of_it() {
        String incident = declared();
        String timeline = incident + "/timeline";
        Reply noted = ana.post(timeline, NOTE, "Idempotency-Key", "note-1");
        String entry = timeline + "/" + noted.field("/id");
        ana.post(entry + "/correction", "{\"newText\":\"hunter3\",\"reason\":\"hunter2\"}");

        Reply redacted = ana.post(entry + "/redaction", WHY, "Idempotency-Key", "redact-1");
        Reply again = ana.post(entry + "/redaction", WHY);

        assertThat(redacted.status()).isEqualTo(200);
        assertThat(redacted.field("/id")).isEqualTo(noted.field("/id"));
        assertThat(redacted.field("/changed")).isEqualTo("true");
        assertThat(ana.post(entry + "/redaction", WHY, "Idempotency-Key", "redact-1").text())
                .isEqualTo(redacted.text());
        assertThat(again.field("/changed")).isEqualTo("false");
        Reply repeated = ana.post(timeline, NOTE, "Idempotency-Key", "note-1");
        assertThat(repeated.text()).isEqualTo(noted.text()).doesNotContain("hunter");
    }

    @Test
    void what_showed_that_a_hypothesis_was_right_is_hidden_with_it_and_a_pin_is_not_in_the_way() {
        String timeline = declared() + "/timeline";
        String entry =
                timeline
                        + "/"
                        + ana.post(timeline, "{\"kind\":\"hypothesis\",\"text\":\"hunter2\"}")
                                .field("/id");
        ana.post(entry + "/outcome", "{\"state\":\"confirmed\",\"text\":\"hunter2 let me in\"}");
        ana.post(entry + "/pin", "{\"pinned\":true}");

        Reply redacted = ana.post(entry + "/redaction", WHY);

        assertThat(redacted.status()).as(redacted.text()).isEqualTo(200);
        assertThat(new String(service.events().getLast().payload(), StandardCharsets.UTF_8))
                .containsOnlyOnce("\"entryId\"")
                .satisfies(payload -> assertThat(payload.split("payloadHash", -1)).hasSize(3));
    }

    @Test
    void an_entry_is_struck_out_once() {
        String incident = declared();
        String timeline = incident + "/timeline";
        String entry = timeline + "/" + ana.post(timeline, NOTE).field("/id");

        assertThat(ana.post(entry + "/retraction", WHY).field("/changed")).isEqualTo("true");
        assertThat(ana.post(entry + "/retraction", WHY).field("/changed")).isEqualTo("false");
        assertThat(ana.post(entry + "/retraction", "{}").field("/rule")).isEqualTo("reason-needed");
    }

    @Test
    void only_an_admin_hides_any_events_of_an_incident_and_only_those_that_hold_words() {
        Reply declared = ana.post("/incidents", "{\"title\":\"hunter2\"}");
        String incident = "/incidents/" + declared.field("/number");
        // The milestone follows it, and holds no words.
        long first = declared.position() - 1;
        Reply resolved = ana.post(incident + "/resolve", "{\"resolution\":\"restart\"}");
        String order = "{\"reason\":\"a password\",\"positions\":[%d]}";
        Reply assigned = ana.post(incident + "/roles", "{\"role\":\"scribe\",\"holder\":\"@ben\"}");

        assertThat(ana.post(incident + "/redactions", order.formatted(first)).status())
                .isEqualTo(403);
        assertThat(admin.post(incident + "/redactions", order.formatted(first)).status())
                .isEqualTo(200);
        assertThat(admin.post(incident + "/redactions", order.formatted(first)).field("/changed"))
                .isEqualTo("false");
        assertThat(
                        admin.post(
                                        incident + "/redactions",
                                        order.formatted(
                                                Long.parseLong(assigned.field("/position"))))
                                .field("/rule"))
                .isEqualTo("nothing-to-redact");
        assertThat(admin.post(declared() + "/redactions", order.formatted(first)).field("/rule"))
                .isEqualTo("nothing-to-redact");
        assertThat(resolved.status()).isEqualTo(200);
        assertThat(admin.post(incident + "/redactions", "{\"reason\":\"x\"}").status())
                .isEqualTo(400);
        assertThat(
                        admin.post(incident + "/redactions", "{\"positions\":[],\"reason\":\"x\"}")
                                .status())
                .isEqualTo(400);
    }

    @Test
    void what_was_made_of_redacted_words_goes_with_them() {
        Reply declared =
                ana.post("/incidents", "{\"title\":\"hunter2\",\"services\":[\"hunter2\"]}");
        String incident = "/incidents/" + declared.field("/number");
        long first = declared.position() - 1;
        Reply told = ana.post(incident + "/updates", "{\"template\":\"internal\"}");
        String update = incident + "/timeline/" + told.field("/id");
        ana.post(update + "/correction", "{\"newText\":\"It is hunter2\",\"reason\":\"typo\"}");
        ana.post(incident + "/runbooks/missing", "{}");
        ana.post(incident + "/updates", "{\"audience\":\"internal\",\"text\":\"My words\"}");
        ana.post(incident + "/resolve", "{\"resolution\":\"restart\"}");
        Reply reopened =
                ana.post(
                        incident + "/reopen",
                        "{\"to\":\"investigating\",\"reason\":\"hunter2 again\"}");
        long reopening =
                service.events().stream()
                        .filter(event -> event.type().equals("incident.reopened"))
                        .mapToLong(event -> event.position())
                        .max()
                        .orElseThrow();

        Reply redacted =
                admin.post(
                        incident + "/redactions",
                        "{\"reason\":\"a password\",\"positions\":[%d,%d]}"
                                .formatted(first, reopening));

        assertThat(told.status()).as(told.text()).isEqualTo(201);
        assertThat(reopened.status()).as(reopened.text()).isEqualTo(200);
        assertThat(redacted.status()).as(redacted.text()).isEqualTo(200);
        String redaction = new String(service.events().getLast().payload(), StandardCharsets.UTF_8);
        for (var event : service.events()) {
            boolean ours = event.position() >= first && event.position() < redacted.position();
            boolean secret =
                    new String(event.payload(), StandardCharsets.UTF_8).contains("hunter2");
            if (ours) {
                assertThat(redaction.contains("\"position\":" + event.position() + ","))
                        .as(event.type() + " " + secret)
                        .isEqualTo(secret);
            }
        }
    }

    @Test
    void what_was_taken_away_stays_away_and_goes_with_the_words_that_said_it_was_there() {
        String incident = declared();
        String remove = "{\"remove\":[\"hunter2\"],\"reason\":\"hunter3\"}";
        String clear = "{\"cause\":\"hunter2\",\"clear\":true,\"reason\":\"hunter3\"}";
        long set = ana.post(incident + "/labels", "{\"set\":{\"hunter2\":\"eu\"}}").position();
        long removed = ana.post(incident + "/labels", remove).position();
        long named = ana.post(incident + "/causes", "{\"cause\":\"hunter2\"}").position();
        long cleared = ana.post(incident + "/causes", clear).position();

        long labelled = redacted(incident, removed);
        long caused = redacted(incident, cleared);

        assertThat(ana.post(incident + "/labels", remove).field("/changed")).isEqualTo("false");
        assertThat(ana.post(incident + "/causes", clear).field("/changed")).isEqualTo("false");
        assertThat(payload(labelled)).contains("hunter2").doesNotContain("hunter3");
        assertThat(payload(caused)).contains("hunter2").doesNotContain("hunter3");
        assertThat(hidden(redacted(incident, set))).containsExactly(set, labelled);
        assertThat(hidden(redacted(incident, named))).containsExactly(named, caused);
    }

    @Test
    void a_label_or_cause_is_readable_until_every_event_that_said_it_is_named() {
        String incident = declared();
        String remove = "{\"remove\":[\"hunter2\"],\"reason\":\"typo\"}";
        String name = "{\"cause\":\"hunter2\"}";
        String clear = "{\"cause\":\"hunter2\",\"clear\":true,\"reason\":\"typo\"}";
        long eu = ana.post(incident + "/labels", "{\"set\":{\"hunter2\":\"eu\"}}").position();
        long us = ana.post(incident + "/labels", "{\"set\":{\"hunter2\":\"us\"}}").position();
        long removed = ana.post(incident + "/labels", remove).position();
        long named = ana.post(incident + "/causes", name).position();
        long cleared = ana.post(incident + "/causes", clear).position();
        long again = ana.post(incident + "/causes", name).position();

        assertThat(hidden(redacted(incident, eu))).containsExactly(eu);
        assertThat(hidden(redacted(incident, us))).containsExactly(us, removed);
        assertThat(hidden(redacted(incident, named))).containsExactly(named);
        assertThat(hidden(redacted(incident, again))).containsExactly(cleared, again);
    }

    /** The position of the redaction of one event. */
    private static long redacted(String incident, long position) {
        return admin.post(
                        incident + "/redactions",
                        "{\"reason\":\"a password\",\"positions\":[%d]}".formatted(position))
                .position();
    }

    private static String payload(long position) {
        return new String(service.events().get((int) position).payload(), StandardCharsets.UTF_8);
    }

    private static List<Long> hidden(long redaction) {
        List<Long> positions = new ArrayList<>();
        JsonMapper.shared()
                .readTree(payload(redaction))
                .at("/hidden")
                .forEach(event -> positions.add(event.at("/position").asLong()));
        return positions;
    }

    private static String declared() {
        return "/incidents/" + ana.post("/incidents", "{\"title\":\"It fails\"}").field("/number");
    }
}
