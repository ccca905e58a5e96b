package io.incidentledger.query;

import static io.incidentledger.query.Asking.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HypothesisJudged;
import io.incidentledger.events.HypothesisState;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import io.incidentledger.events.Status;
import io.incidentledger.events.ThreadClosed;
import io.incidentledger.events.ThreadId;
import io.incidentledger.events.ThreadOpened;
import io.incidentledger.events.TimelineEntryFlagged;
import io.incidentledger.events.UpdateDueChanged;
import io.incidentledger.query.Asking.Answer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** What is known of incidents, one by one and in lists, now and then. */
class IncidentQuestionsTest extends SharedService {
    @Test
    void an_incident_is_found_by_number_and_id_with_its_version_as_etag() {
        Answer byNumber = ask.get("/api/v1/incidents/INC-1");
        Answer byId = ask.get("/api/v1/incidents/" + checkout);

        assertThat(byNumber.status()).isEqualTo(200);
        assertThat(byNumber.body()).isEqualTo(byId.body());
        JsonNode incident = byNumber.json().get("incident");
        assertThat(incident.get("title").asString()).isEqualTo("Checkout fails");
        assertThat(incident.get("severity").asString()).isEqualTo("SEV1");
        assertThat(incident.get("status").asString()).isEqualTo("triage");
        assertThat(byNumber.header("ETag"))
                .startsWith("\"" + incident.get("version").asLong() + "~");
        assertThat(byNumber.json().get("followUps")).hasSize(1);
        assertThat(Long.parseLong(byNumber.header("Ledger-Position")))
                .isGreaterThanOrEqualTo(incident.get("version").asLong());
        assertThat(
                        ask.header("If-None-Match", byNumber.header("ETag"))
                                .get("/api/v1/incidents/INC-1")
                                .status())
                .isEqualTo(304);
    }

    @Test
    void an_update_that_did_not_come_shows_on_its_incident_in_the_list_and_in_the_report() {
        IncidentId incident = written.declare("Mail is late", Severity.SEV1, "mail");
        Instant due = written.now().plus(Duration.ofMinutes(30));
        written.add(
                new UpdateDueChanged(
                        incident,
                        Audience.INTERNAL,
                        due,
                        "standard/1",
                        null,
                        Moment.exactly(written.now())));
        append();
        Asking then = ask.from(log.head());
        String path = "/api/v1/incidents/" + incident;

        JsonNode update = then.get(path).json().get("updates").get(0);
        assertThat(update.get("audience").asString()).isEqualTo("internal");
        assertThat(update.get("due").asString()).isEqualTo(due.toString());
        assertThat(update.get("policy").asString()).isEqualTo("standard/1");
        assertThat(update.get("overdue").asBoolean()).isTrue();
        assertThat(update.get("overdueMinutes").asLong()).isPositive();
        assertThat(then.get("/api/v1/incidents?update=overdue&service=mail").json().get("items"))
                .hasSize(1);
        assertThat(then.get("/api/v1/incidents?update=overdue&service=search").json().get("items"))
                .isEmpty();
        assertThat(then.get("/api/v1/reports/overdue-updates.csv?service=mail").body())
                .contains("Mail is late,internal,");
        assertThat(then.get("/api/v1/reports/overdue-updates.md?service=mail").body())
                .contains("Mail is late | SEV1 | triage | internal |");
        assertThat(
                        then.get("/api/v1/reports/overdue-updates?service=mail")
                                .json()
                                .at("/overdue/0/teller")
                                .asString())
                .isEqualTo("@ana");
        // Every minute it says something else, and no 304 hides that.
        Instant soon = Instant.now().plusSeconds(1);
        Asking known =
                then.header("If-None-Match", then.get(path + "?asOf=" + soon).header("ETag"));
        assertThat(known.get(path + "?asOf=" + soon).status()).isEqualTo(304);
        assertThat(known.get(path + "?asOf=" + soon.plusSeconds(60)).status()).isEqualTo(200);

        written.entry(
                incident,
                new EntryContent.Update("Told", Audience.INTERNAL, null, null, null, true, null),
                null);
        append();
        Asking later = ask.from(log.head());
        JsonNode told = later.get(path).json().get("updates").get(0);
        assertThat(told.get("last").asBoolean()).isTrue();
        assertThat(told.get("overdue").asBoolean()).isFalse();
        assertThat(later.get("/api/v1/incidents?update=overdue&service=mail").json().get("items"))
                .isEmpty();
        assertProblem(ask.get("/api/v1/incidents?update=never"), 400, "invalid");
    }

    @Test
    void threads_pins_and_outcomes_show_on_the_incident_and_its_timeline() {
        IncidentId incident = written.declare("Search is slow", Severity.SEV3, "index");
        Moment now = Moment.exactly(written.now());
        ThreadId thread = new ThreadId(UUID.randomUUID());
        written.add(new ThreadOpened(incident, thread, "The pool", new Handle("@ana"), null, now));
        EntryId guess =
                written.entry(
                        incident,
                        new EntryContent.Hypothesis("It leaks", HypothesisState.OPEN),
                        thread);
        EntryId pinned = written.note(incident, "Elsewhere");
        written.add(new TimelineEntryFlagged(incident, pinned, true, Marker.REPAIR, null, now));
        written.add(
                new HypothesisJudged(
                        incident, guess, HypothesisState.REJECTED, "the zeppelin", null, now));
        written.add(new ThreadClosed(incident, thread, "Nothing leaks", null, now));
        append();
        Asking then = ask.from(log.head());
        String path = "/api/v1/incidents/" + incident;

        JsonNode known = then.get(path).json().get("threads").get(0);
        assertThat(known.get("id").asString()).isEqualTo(thread.toString());
        assertThat(known.get("title").asString()).isEqualTo("The pool");
        assertThat(known.get("owner").asString()).isEqualTo("@ana");
        assertThat(known.get("state").asString()).isEqualTo("closed");
        assertThat(known.get("conclusion").asString()).isEqualTo("Nothing leaks");
        JsonNode of = then.get(path + "/timeline?thread=" + thread).json().get("items");
        assertThat(of)
                .extracting(item -> item.get("kind").asString())
                .containsExactly("thread", "hypothesis", "thread");
        assertThat(of.get(1).get("hypothesis").asString()).isEqualTo("rejected");
        assertThat(of.get(1).get("outcomes").get(0).get("text").asString())
                .isEqualTo("the zeppelin");
        JsonNode pins = then.get(path + "/timeline?pinned=true").json().get("items");
        assertThat(pins)
                .extracting(item -> item.get("key").asString())
                .containsExactly(pinned.toString());
        assertThat(pins.get(0).get("marker").asString()).isEqualTo("repair");
        assertThat(numbers("/api/v1/incidents?q=zeppelin")).hasSize(1);
        assertProblem(then.get(path + "/timeline?thread=" + UUID.randomUUID()), 400, "invalid");
        assertProblem(then.get(path + "/timeline?pinned=maybe"), 400, "invalid");
    }

    @Test
    void lists_are_filtered_searched_sorted_and_paged() {
        assertThat(numbers("/api/v1/incidents?severity=sev1,sev2&service=search,payments"))
                .containsExactly("INC-1");
        assertThat(numbers("/api/v1/incidents?drill=true")).containsExactly("INC-2");
        assertThat(numbers("/api/v1/incidents?service=search,payments&sort=number"))
                .containsExactly("INC-1", "INC-2");
        assertThat(numbers("/api/v1/incidents?status=closed")).isEmpty();
        assertThat(numbers("/api/v1/incidents?startedFrom=2026-03-02T09:00:00Z"))
                .containsExactly("INC-1");
        assertThat(numbers("/api/v1/incidents?startedTo=2026-03-02T09:00:00Z")).isEmpty();
        assertThat(numbers("/api/v1/incidents?q=compressors")).containsExactly("INC-1");
        assertThat(numbers("/api/v1/incidents?q=turbopump")).isEmpty();
        // One word is in the title, the other in an entry.
        assertThat(numbers("/api/v1/incidents?q=checkout+compressor")).containsExactly("INC-1");
        assertThat(numbers("/api/v1/incidents?q=checkout+-compressor")).isEmpty();
        assertThat(numbers("/api/v1/incidents?q=%22%3F%27%3B--%28%26%7C!")).isEmpty();

        JsonNode first =
                ask.get("/api/v1/incidents?service=search,payments&sort=startedAt&limit=1").json();
        JsonNode second = ask.get(first.get("next").asString()).json();

        assertThat(first.get("items").get(0).get("number").asString()).isEqualTo("INC-1");
        assertThat(second.get("items").get(0).get("number").asString()).isEqualTo("INC-2");
        assertThat(second.path("next").isNull() || second.path("next").isMissingNode()).isTrue();
    }

    @Test
    void the_past_is_as_it_was_known_then() {
        String then = "?asOf=" + beforeCorrection;

        JsonNode timeline = ask.get("/api/v1/incidents/INC-1/timeline" + then).json();
        JsonNode followUp = ask.get("/api/v1/follow-ups/FU-1" + then).json();

        assertThat(timeline.toString()).contains("turbopump").doesNotContain("compressor");
        assertThat(followUp.get("moves").asInt()).isZero();
        assertThat(ask.get("/api/v1/follow-ups/FU-1").json().get("moves").asInt()).isEqualTo(1);
        assertThat(ask.get("/api/v1/incidents/INC-1/timeline").body())
                .contains("compressor")
                .contains("wrong part");
        assertThat(ask.get("/api/v1/incidents/INC-1/postmortem.md" + then).body())
                .contains("turbopump");
        assertProblem(ask.get("/api/v1/incidents/INC-2" + then), 404, "not-found");
    }

    @Test
    void what_changed_between_two_moments_is_told_for_the_incident_and_its_postmortem() {
        JsonNode diff = ask.get("/api/v1/incidents/INC-1/diff?from=" + beforeCorrection).json();

        assertThat(diff.get("timeline").get(0).get("what").asString()).isEqualTo("corrected");
        assertThat(diff.get("followUps").get(0).get("key").asString()).isEqualTo("FU-1");
        assertThat(ask.get("/api/v1/incidents/INC-1/diff?from=1&to=1").json().get("timeline"))
                .isEmpty();

        Answer text = ask.get("/api/v1/incidents/INC-1/postmortem/diff?from=" + beforeCorrection);
        Answer json = ask.get("/api/v1/incidents/INC-1/postmortem/diff.json?from=2&to=6");

        assertThat(text.header("Content-Type")).startsWith("text/plain");
        assertThat(text.body())
                .startsWith("--- INC-1 at position ")
                .contains("turbopump")
                .contains("compressor");
        assertThat(json.json().get("changes").get(0).get("after").get(0).asString()).isNotEmpty();
    }

    @Test
    void metrics_say_where_they_come_from() {
        JsonNode metrics = ask.get("/api/v1/incidents/INC-1/metrics").json().get("metrics");

        JsonNode toDetect = metrics.get(0);
        assertThat(toDetect.get("metric").asString()).isEqualTo("to-detect");
        assertThat(toDetect.get("result").get("elapsed").asString()).isEqualTo("PT8M");
        assertThat(toDetect.get("inputs")).hasSize(2);
    }

    @Test
    void metrics_say_that_a_mitigation_did_not_hold() {
        IncidentId incident = written.declare("Sign-in fails", Severity.SEV3, "sign-in");
        Moment now = Moment.exactly(written.now());
        String path = "/api/v1/incidents/" + incident + "/metrics";
        long mitigated =
                written.add(new MilestoneSet(incident, Milestone.MITIGATED, null, null, now))
                        .position();
        append();
        JsonNode before = ask.from(log.head()).get(path).json();

        long back =
                written.add(
                                new IncidentReopened(
                                        incident, Status.INVESTIGATING, "Again", null, now))
                        .position();
        append();
        JsonNode after = ask.from(log.head()).get(path).json().get("mitigationNotHeld");

        assertThat(before.get("mitigationNotHeld").isNull()).isTrue();
        assertThat(after.get("mitigated").asLong()).isEqualTo(mitigated);
        assertThat(after.get("reopened").get(0).asLong()).isEqualTo(back);
        assertThat(after.get("wentBack")).isEmpty();
    }

    @Test
    void what_took_less_than_nothing_has_one_sign() {
        IncidentId incident = written.declare("Entered late", Severity.SEV3, "archive");
        Moment detected = Moment.exactly(written.now());
        Moment before = Moment.exactly(written.now().minus(Duration.ofMinutes(85)));
        written.add(new MilestoneSet(incident, Milestone.DETECTED, null, null, detected));
        written.add(new MilestoneSet(incident, Milestone.RESOLVED, null, null, before));
        append();

        assertThat(ask.from(log.head()).get("/api/v1/incidents/" + incident + "/metrics").body())
                .contains("\"-PT1H25M\"")
                .doesNotContain("PT-");
    }

    @Test
    void the_postmortem_comes_in_the_format_asked_for() {
        String path = "/api/v1/incidents/INC-1/postmortem";

        assertThat(ask.get(path + ".md").header("Content-Type")).startsWith("text/markdown");
        assertThat(ask.get(path + ".html").body()).startsWith("<!DOCTYPE html>");
        assertThat(ask.get(path + ".json").json().get("state").get("number").asString())
                .isEqualTo("INC-1");
        assertThat(ask.accepting("text/html").get(path).body()).startsWith("<!DOCTYPE html>");
        assertThat(ask.accepting("application/json;q=0.1, text/markdown").get(path).body())
                .startsWith("# ");
        assertProblem(ask.accepting("image/png").get(path), 406, "not-acceptable");
        assertProblem(ask.get(path + ".pdf"), 404, "not-found");
    }

    @Test
    void of_a_document_the_etag_names_what_it_was_made_with_beside_the_version() {
        String path = "/api/v1/incidents/INC-1/postmortem.md";
        long version = ask.get("/api/v1/incidents/INC-1").json().at("/incident/version").asLong();
        String made = ask.get(path).header("ETag");
        String page = ask.get("/api/v1/incidents/INC-1/postmortem.html").header("ETag");

        assertThat(ask.header("If-None-Match", made).get(path).status()).isEqualTo(304);
        // What an earlier template made of the same version, or another format.
        assertThat(ask.header("If-None-Match", "\"" + version + "\"").get(path).status())
                .isEqualTo(200);
        assertThat(ask.header("If-None-Match", page).get(path).status()).isEqualTo(200);
        assertThat(made).startsWith("\"" + version + "~");
    }

    @Test
    void what_was_answered_under_other_settings_is_not_current_any_more() {
        try (ConfigurableApplicationContext paid =
                service.node(
                        "--ledger.query.cost.currency=EUR",
                        "--ledger.query.cost.rates.reporter=60")) {
            Asking later = new Asking(paid, "viewer");
            for (String path : List.of("", "/metrics", "/timeline", "/postmortem.md")) {
                String before = ask.get("/api/v1/incidents/INC-1" + path).header("ETag");

                assertThat(
                                later.header("If-None-Match", before)
                                        .get("/api/v1/incidents/INC-1" + path)
                                        .status())
                        .as(path)
                        .isEqualTo(200);
                assertThat(
                                ask.header("If-None-Match", before)
                                        .get("/api/v1/incidents/INC-1" + path)
                                        .status())
                        .as(path)
                        .isEqualTo(304);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    text/markdown;q=0.1, */*            | text/html
                    */*, text/markdown;q=0              | text/html
                    text/*;q=0.5, application/json      | application/json
                    text/html, text/markdown            | text/html
                    */*                                 | text/markdown
                    text/*, text/html;q=0.9, */*;q=0.1  | text/markdown
                    """)
    void the_most_specific_range_says_how_much_a_format_is_liked(String accept, String type) {
        Answer answer = ask.accepting(accept).get("/api/v1/incidents/INC-1/postmortem");

        assertThat(answer.header("Content-Type")).startsWith(type);
        assertThat(answer.header("Vary")).contains("Accept");
    }

    @Test
    void damaged_payloads_are_shown_as_what_they_are() {
        IncidentId incident = written.declare("Torn", Severity.SEV5, "paper");
        written.add(
                "incident.resolved",
                "1",
                Set.of(new Tag("incident", incident.toString())),
                null,
                "{oops".getBytes(StandardCharsets.UTF_8));
        append();

        JsonNode events =
                ask.from(log.head()).get("/api/v1/incidents/" + incident + "/events").json();

        List<String> damaged = new ArrayList<>();
        events.get("items")
                .forEach(
                        event -> {
                            if (event.hasNonNull("damaged")) {
                                damaged.add(event.get("damaged").asString());
                            }
                        });
        assertThat(damaged).containsExactly("e29vcHM=");
        assertThat(ask.get("/actuator/health").body()).containsPattern("\"parked\":[1-9]");
    }

    @Test
    void payloads_in_another_encoding_do_not_break_the_page_they_are_on() {
        IncidentId incident = written.declare("Rain", Severity.SEV5, "weather");
        report(incident, "{\"x\": 1}", StandardCharsets.UTF_16LE);
        report(incident, "\uFEFF{\"x\": 1}", StandardCharsets.UTF_8);
        report(incident, "{\"x\": 1}", StandardCharsets.UTF_8);
        append();

        JsonNode events =
                ask.from(log.head()).get("/api/v1/incidents/" + incident + "/events").json();

        JsonNode items = events.get("items");
        assertThat(items.get(items.size() - 3).hasNonNull("damaged")).isTrue();
        assertThat(items.get(items.size() - 2).hasNonNull("damaged")).isTrue();
        assertThat(items.get(items.size() - 1).get("payload").get("x").asInt()).isEqualTo(1);
    }

    private static void report(IncidentId incident, String json, Charset encoding) {
        written.add(
                "weather.reported",
                "1",
                Set.of(new Tag("incident", incident.toString())),
                null,
                json.getBytes(encoding));
    }
}
