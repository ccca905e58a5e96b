package io.incidentledger.query;

import static io.incidentledger.query.Asking.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.Evidence;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import io.incidentledger.query.Asking.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is said of many incidents at once: metrics, the backlog, what is overdue. */
class ReportQuestionsTest extends SharedService {
    @Test
    void metrics_of_many_incidents_come_in_three_formats_and_list_what_is_behind_them() {
        JsonNode report = ask.get("/api/v1/reports/metrics?by=service").json();
        Answer csv = ask.get("/api/v1/reports/metrics.csv?by=service");
        Answer markdown = ask.accepting("text/markdown").get("/api/v1/reports/metrics?by=severity");

        JsonNode checkout =
                ask.get("/api/v1/reports/metrics?by=service&service=checkout")
                        .json()
                        .get("groups")
                        .get(0);
        assertThat(checkout.get("name").asString()).isEqualTo("checkout");
        assertThat(checkout.get("figures").get(0).get("elapsed").get("mean").asString())
                .isEqualTo("PT8M");
        JsonNode behind = ask.get(checkout.get("link").asString()).json();
        assertThat(behind.get("items")).hasSize(1);
        assertThat(behind.get("items").get(0).get("incident").asString()).isEqualTo("INC-1");
        assertThat(report.get("leftOut").get("drills").asInt()).isEqualTo(1);
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.body()).contains("checkout,to-detect,elapsed,1,1,480,480,480,480,480,,,");
        assertThat(markdown.header("Content-Type")).startsWith("text/markdown");
        assertThat(markdown.body()).contains("## SEV1").contains("| Time to detect |");
        assertProblem(ask.get("/api/v1/reports/metrics?by=colour"), 400, "invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "by=month&zone=Europe%2FLondon",
                "by=month&zone=Europe/London&from=2026-01-01T00:00:00%2B01:00",
                "by=service&service=checkout%2Ca%26b",
                "by=team",
                "by=severity&asOf=2099-01-01T00%3A00%3A00Z"
            })
    void a_figure_leads_to_its_incidents_however_the_question_was_written(String question) {
        JsonNode report = ask.get("/api/v1/reports/metrics?" + question).json();

        assertThat(report.get("groups")).isNotEmpty();
        List<JsonNode> figures = new ArrayList<>(List.of(report.get("total")));
        report.get("groups").forEach(figures::add);
        for (JsonNode figure : figures) {
            String link = figure.get("link").asString();
            Answer behind = ask.get(link);
            assertThat(behind.status()).as(link + " " + behind.body()).isEqualTo(200);
            assertThat(behind.json().get("items"))
                    .as(link)
                    .hasSize(figure.get("incidents").asInt());
            assertThat(link.contains("asOf=")).isEqualTo(!question.equals("by=team"));
        }
    }

    @Test
    void the_incidents_behind_a_figure_come_page_by_page() {
        String path = "/api/v1/reports/metrics/incidents?drill=any&service=search,payments&limit=1";
        JsonNode first = ask.get(path).json();
        JsonNode second = ask.get(first.get("next").asString()).json();

        assertThat(first.get("items").get(0).get("incident").asString()).isEqualTo("INC-1");
        assertThat(first.get("items").get(0).get("metrics").get(0).get("inputs")).hasSize(2);
        assertThat(second.get("items").get(0).get("incident").asString()).isEqualTo("INC-2");
        assertThat(second.path("next").isNull() || second.path("next").isMissingNode()).isTrue();
    }

    @Test
    void the_backlog_is_filtered_and_overdue_is_of_the_day_asked_for() {
        String dayAfter = "asOf=2099-01-01T00:00:00Z";

        assertThat(numbers("/api/v1/follow-ups?overdue=true&" + dayAfter)).contains("FU-1");
        assertThat(numbers("/api/v1/follow-ups?overdue=false&" + dayAfter)).doesNotContain("FU-1");
        assertThat(numbers("/api/v1/follow-ups?owner=none")).doesNotContain("FU-1");
        assertThat(numbers("/api/v1/follow-ups?owner=@ana&state=open&incident=inc-1&q=disks"))
                .containsExactly("FU-1");
        assertThat(numbers("/api/v1/follow-ups?service=search")).isEmpty();
        assertThat(
                        ask.get("/api/v1/follow-ups/fu-1?" + dayAfter)
                                .json()
                                .get("overdueDays")
                                .asLong())
                .isEqualTo(26_580);
    }

    @Test
    void the_overdue_report_comes_in_three_formats() {
        IncidentId incident = written.declare("Search is slow", Severity.SEV3);
        FollowUpId done =
                written.followUp(incident, "=cmd|'/c calc'!A0", "team:core", "2026-03-10");
        FollowUpId hostile =
                written.followUp(
                        incident,
                        "=1+1 | <script>alert(1)</script>\n# Not a heading",
                        null,
                        "2026-03-11");
        written.add(
                new FollowUpCompleted(
                        incident,
                        done,
                        new Evidence(null, "seen"),
                        new Handle("@ben"),
                        Moment.exactly(Instant.parse("2026-03-09T12:00:00Z"))));
        append();
        Asking then = ask.from(log.head());
        String report = "/api/v1/reports/overdue-follow-ups";

        JsonNode json = then.get(report).json();
        Answer csv = then.accepting("text/csv").get(report);
        Answer markdown = then.get(report + ".md");

        assertThat(json.get("overdue").toString()).contains("FU-1").contains(hostile.toString());
        assertThat(json.get("figures").get(1).get("name").asString()).isEqualTo("overdue");
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.body()).contains("\r\n").contains("'=1+1").doesNotContain("\"=1+1");
        assertThat(markdown.header("Content-Type")).startsWith("text/markdown");
        assertThat(markdown.body())
                .contains("| On-time rate |")
                .doesNotContain(" <script>")
                .doesNotContain("\n# Not a heading");
    }
}
