package io.incidentledger.postmortem.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.events.CancelReason;
import io.incidentledger.events.DurationStated;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.Impact;
import io.incidentledger.events.ImpactChanged;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentMerged;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.LabelsChanged;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.OtherMergedIn;
import io.incidentledger.events.Precision;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.Status;
import io.incidentledger.postmortem.Facts;
import io.incidentledger.postmortem.LiveIncident;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.SupportHours;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostmortemRendererTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final Facts facts = new Facts("document", START);

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 min",
        "PT45S, 45 s",
        "PT1M30S, 1 min 30 s",
        "PT59M59S, 59 min 59 s",
        "PT1H48M20S, 1 h 48 min",
        "PT24H11M, 24 h 11 min",
        "PT53H36M, 2 d 5 h 36 min",
        "PT48H, 2 d",
        "PT-5M, −5 min",
        "PT-50H, −2 d 2 h"
    })
    void durations_read_as_people_say_them(Duration duration, String words) {
        assertThat(Durations.words(duration)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "EXACT, EXACT, 10 min",
        "DERIVED, EXACT, 10 min",
        "EXACT, BY, at most 10 min",
        "BY, EXACT, at least 10 min",
        "BY, BY, about 10 min",
        "EXACT, HOUR, about 10 min",
        "ORDER, EXACT, 'invalid: of when the impact started only the order is known, not the time'"
    })
    void a_metric_claims_no_more_than_its_times_allow(Precision from, Precision to, String value) {
        facts.declare("t", Severity.SEV1, true);
        facts.milestone(Milestone.IMPACT_STARTED, new Moment(START, from));
        facts.milestone(Milestone.DETECTED, new Moment(START.plusSeconds(600), to));

        assertThat(markdown())
                .contains("| Time to detect | " + value + " | impact started → detected |");
    }

    @Test
    void what_is_known_to_the_day_alone_is_said_to_be_nowhere_before_it_began() {
        facts.declare("t", Severity.SEV1, true);
        facts.milestone(Milestone.IMPACT_STARTED, Moment.exactly(START));
        facts.milestone(Milestone.DETECTED, new Moment(START, Precision.HOUR));
        facts.milestone(
                Milestone.RESOLVED,
                new Moment(Instant.parse("2026-03-01T00:00:00Z"), Precision.DAY));

        assertThat(markdown())
                .contains("The impact began on 1 March 2026 at 10:00 UTC.")
                .contains(
                        "| Time to resolve | invalid: of when it was resolved only the day is known, not how long it took |")
                .contains(
                        "- **Minutes at each severity:** unknown: of when it was resolved only the day is known, not how long it took")
                .doesNotContain("−", "at once", "before it began");
    }

    @ParameterizedTest
    @CsvSource({"EXACT, EXACT, 2 h", "ABOUT, EXACT, about 2 h", "EXACT, BY, at least 2 h"})
    void what_surely_came_sooner_is_said_with_what_its_times_allow(
            Precision from, Precision to, String sooner) {
        facts.declare("t", Severity.SEV1, true);
        facts.milestone(Milestone.IMPACT_STARTED, new Moment(START, from));
        facts.milestone(Milestone.DETECTED, new Moment(START.minusSeconds(7_200), to));

        assertThat(markdown()).contains("it was noticed " + sooner + " before that.");
    }

    @Test
    void minutes_at_a_severity_claim_no_more_than_their_times_allow() {
        facts.declare("t", Severity.SEV1, true);
        facts.milestone(Milestone.IMPACT_STARTED, new Moment(START, Precision.BY));
        facts.milestone(Milestone.RESOLVED, Moment.exactly(START.plusSeconds(7_200)));
        assertThat(markdown())
                .contains("- **Minutes at each severity:** SEV1 at least 120 min (2 h)\n");

        facts.milestone(Milestone.IMPACT_STARTED, Moment.exactly(START));
        assertThat(markdown()).contains("- **Minutes at each severity:** SEV1 120 min (2 h)\n");

        facts.add(
                new SeverityChanged(
                        facts.incident(),
                        null,
                        Severity.SEV2,
                        null,
                        null,
                        new Moment(START.plusSeconds(3_600), Precision.ABOUT)));
        assertThat(markdown())
                .contains(
                        "- **Minutes at each severity:** SEV1 about 60 min (1 h) and SEV2 about 60 min (1 h)\n");
    }

    @Test
    void an_incident_that_goes_on_is_pending_and_not_resolved_yet() {
        facts.declare("t", Severity.SEV2, false);
        facts.milestone(Milestone.IMPACT_STARTED, Moment.exactly(START));

        assertThat(markdown())
                .contains("| Time to resolve | pending: not yet resolved |")
                .contains("- **Minutes at each severity:** unknown: not yet resolved")
                .contains("Not resolved yet.");
    }

    @Test
    void a_false_alarm_says_nothing_of_a_resolution() {
        facts.declare("t", Severity.SEV2, false);
        facts.add(
                new IncidentCancelled(
                        facts.incident(),
                        CancelReason.FALSE_ALARM,
                        "a probe",
                        null,
                        Moment.exactly(START)));

        assertThat(markdown())
                .contains("- **Cancelled:** 2026-03-01 10:00 — false alarm: a probe")
                .contains("| Time to detect | not applicable: there was no incident |")
                .doesNotContain("Not resolved yet.", "Nobody recorded how it was resolved.");
    }

    @Test
    void where_support_hours_are_configured_figures_are_counted_within_them_too() {
        facts.declare("t", Severity.SEV2, true);
        Instant monday = Instant.parse("2026-03-02T17:00:00Z");
        facts.milestone(Milestone.DETECTED, Moment.exactly(monday));
        facts.milestone(Milestone.RESOLVED, Moment.exactly(monday.plusSeconds(17 * 3_600)));
        facts.add(
                new DurationStated(
                        facts.incident(),
                        Milestone.DETECTED,
                        Milestone.RESOLVED,
                        7_200,
                        null,
                        null,
                        null));
        SupportHours hours = SupportHours.of("UTC", List.of("mon-fri 09:00-18:00"), List.of());

        String document =
                PostmortemRenderer.markdown(
                        IncidentHistory.of(facts.all()),
                        new DocumentSettings(ZoneOffset.UTC, 103, null, hours));

        assertThat(document)
                .contains("| 17 h, within support hours 2 h; stated as 2 h |")
                .contains(", with the support hours mon 09:00-18:00, ")
                .contains("template, zone and support hours gets the same bytes.")
                .doesNotContain("by its times 17 h");
        assertThat(markdown()).contains("by its times 17 h").doesNotContain("support hours");
    }

    @Test
    void what_has_only_a_place_stands_under_no_day() {
        facts.declare("t", Severity.SEV2, true);
        place("First");
        assertThat(markdown()).contains("Times are UTC.\n\n- **untimed** *Note* First\n\n## ");

        facts.entry(new EntryContent.Note("Then"), null, null, Moment.exactly(START));
        place("Last");
        assertThat(markdown())
                .contains(
                        "- **untimed** *Note* First\n\n### Sunday, 1 March 2026\n\n"
                                + "- **10:00** *Note* Then\n- **untimed** *Note* Last\n");
    }

    private void place(String text) {
        facts.entry(new EntryContent.Note(text), null, null, new Moment(START, Precision.ORDER));
    }

    @Test
    void what_a_record_states_otherwise_than_its_times_is_noted() {
        facts.declare("t", Severity.SEV2, true);
        facts.milestone(Milestone.DETECTED, Moment.exactly(START));
        facts.milestone(Milestone.RESOLVED, Moment.exactly(START.plusSeconds(7_200)));
        facts.add(
                new DurationStated(
                        facts.incident(),
                        Milestone.DETECTED,
                        Milestone.RESOLVED,
                        1_800,
                        "the provider's log",
                        null,
                        null));

        assertThat(markdown())
                .contains(
                        "- Time to resolve, from detection stated as 30 min, by its times 2 h"
                                + " (events 101, 102 and 103).");
    }

    @Test
    void a_stated_time_stands_with_its_metric_and_is_noted_where_it_contradicts_the_times() {
        facts.declare("t", Severity.SEV2, true);
        facts.milestone(Milestone.DECLARED, Moment.exactly(START));
        facts.milestone(Milestone.RESOLVED, Moment.exactly(START.minusSeconds(1_500)));
        facts.add(
                new DurationStated(
                        facts.incident(),
                        Milestone.DECLARED,
                        Milestone.RESOLVED,
                        2_160,
                        "in hours on call | counted",
                        null,
                        null));

        assertThat(markdown())
                .contains(
                        "- Resolved 25 min before declared (events 101 and 102).",
                        "| From declared to resolved | −25 min; stated as 36 min (in hours on call \\| counted) | declared → resolved"
                                + " | events 101, 102 and 103 |",
                        "- From declared to resolved stated as 36 min, by its times −25 min"
                                + " (events 101, 102 and 103).");
    }

    @Test
    void a_milestone_is_told_with_an_entry_only_where_both_times_are_known_as_well() {
        facts.declare("t", Severity.SEV2, true);
        facts.milestone(Milestone.IMPACT_STARTED, Moment.exactly(START));
        facts.entry(
                new EntryContent.Action("deployed"), null, null, new Moment(START, Precision.BY));
        facts.entry(new EntryContent.Finding("502"), null, null, Moment.exactly(START));

        assertThat(markdown())
                .contains(
                        "- **10:00** *Impact started, finding* 502",
                        "- **by 10:00** *Action* deployed");
    }

    @Test
    void what_comes_before_that_from_which_it_is_counted_says_before_what() {
        facts.declare("t", Severity.SEV2, true);
        facts.milestone(Milestone.DETECTED, Moment.exactly(START));
        facts.milestone(Milestone.MITIGATED, Moment.exactly(START.plusSeconds(3_600)));
        facts.milestone(Milestone.RESOLVED, Moment.exactly(START.minusSeconds(7_200)));

        assertThat(markdown())
                .contains("mitigated after 1 h and resolved 2 h before it was noticed.");

        facts.milestone(Milestone.IMPACT_STARTED, Moment.exactly(START));
        assertThat(markdown()).contains("mitigated after 1 h and resolved 2 h before it began.");
    }

    @Test
    void a_figure_at_the_top_that_the_times_do_not_give_says_why() {
        facts.declare("t", Severity.SEV2, true);
        facts.milestone(Milestone.IMPACT_STARTED, Moment.exactly(START));
        facts.milestone(
                Milestone.RESOLVED, new Moment(START.truncatedTo(ChronoUnit.DAYS), Precision.DAY));

        assertThat(markdown())
                .contains(
                        "| invalid: of when it was resolved only the day is known, not how long it"
                                + " took | unknown | 0 of 0 |");
    }

    @Test
    void a_list_reads_as_a_sentence_in_the_draft_of_a_summary() {
        facts.declare("t", Severity.SEV2, true);
        facts.add(
                new ImpactChanged(
                        facts.incident(),
                        new Impact(
                                null,
                                "- Nobody could pay\n\n- Orders made\n  by phone failed.\n- Mail was late",
                                null,
                                null),
                        null,
                        null,
                        null));

        assertThat(markdown())
                .contains(
                        "Nobody could pay; Orders made by phone failed. Mail was late. Nobody recorded");
    }

    @Test
    void a_drill_says_so() {
        facts.declare("t", Severity.SEV2, false);
        facts.add(
                new IncidentDetailsChanged(
                        facts.incident(), null, null, null, null, null, true, null, null, null));

        assertThat(markdown()).contains("**Drill.** This was an exercise.");
    }

    @Test
    void what_happened_at_an_unknown_time_has_a_heading_of_its_own() {
        facts.declare("t", Severity.SEV2, true);
        facts.add(new IncidentResolved(facts.incident(), null, null, "back again", null, null));

        assertThat(markdown())
                .contains("### Nobody recorded when\n\n- **unknown** *Resolved* back again\n");
    }

    @Test
    void the_footer_names_what_made_the_document() {
        facts.declare("t", Severity.SEV2, false);

        assertThat(
                        PostmortemRenderer.markdown(
                                history(),
                                new DocumentSettings(ZoneId.of("Asia/Kolkata"), 4711, "c0ffee")))
                .contains(
                        "Made from the ledger at position 4711, chain value `c0ffee`, with the template "
                                + PostmortemRenderer.TEMPLATE
                                + ", in UTC and Asia/Kolkata.");
        assertThatThrownBy(() -> new DocumentSettings(ZoneOffset.UTC, 0, "`](x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_merged_incident_names_the_one_it_is_part_of_and_is_not_measured() {
        Facts facts = new Facts("merged", Instant.parse("2026-03-01T10:00:00Z"));
        facts.declare("Checkout fails", Severity.SEV2, false);
        facts.add(
                new IncidentMerged(
                        facts.incident(),
                        new OtherIncident(new IncidentId(new UUID(1, 1)), "INC-3"),
                        "one alert, declared twice",
                        null,
                        null));

        String document =
                PostmortemRenderer.markdown(
                        IncidentHistory.of(facts.all()),
                        new DocumentSettings(ZoneOffset.UTC, 1, null));

        assertThat(document)
                .contains("**Merged** into INC-3.")
                .contains("Merged into INC-3, which is measured alone.")
                .contains("into INC-3: one alert, declared twice")
                .contains("measured on the incident it was merged into");
    }

    @Test
    void what_was_reopened_says_which_figures_hold_a_pause_or_what_did_not_hold() {
        facts.declare("t", Severity.SEV2, true);
        facts.milestone(Milestone.IMPACT_STARTED, Moment.exactly(START));
        facts.milestone(Milestone.MITIGATED, Moment.exactly(START.plusSeconds(3_600)));
        facts.add(resolved(7_200));
        facts.add(
                new IncidentReopened(
                        facts.incident(),
                        Status.INVESTIGATING,
                        "back",
                        null,
                        Moment.exactly(START.plusSeconds(14_400))));
        facts.add(resolved(18_000));
        facts.milestone(Milestone.RESOLVED, Moment.exactly(START.plusSeconds(18_000)));

        assertThat(markdown())
                .contains(
                        "SEV2 300 min (5 h); with 120 min (2 h) held to be over before it was reopened")
                .contains(
                        "Mitigated (event 102) before it was reopened (event 104): the time to"
                                + " mitigate is that of what did not hold.");
    }

    @Test
    void what_is_part_of_an_incident_is_named_as_counted_elsewhere() {
        facts.declare("t", Severity.SEV2, true);
        facts.add(
                new OtherMergedIn(
                        facts.incident(),
                        new OtherIncident(new IncidentId(UUID.randomUUID()), "INC-2"),
                        null,
                        Moment.exactly(START)));

        assertThat(markdown())
                .contains(
                        "INC-2 is part of this incident: its entries, follow-ups, services, severity"
                                + " and causes stand in its own document and are not counted here,"
                                + " nor what it cost.");
    }

    @Test
    void a_severity_in_the_words_of_the_past_is_told_with_when_and_why_it_changed() {
        facts.declare("t", null, true);
        stated("Minor", "few are affected", START);
        stated("Critical", "all are affected", START.plusSeconds(3_600));
        facts.add(
                new LabelsChanged(
                        facts.incident(),
                        new TreeMap<>(Map.of("region", "eu")),
                        List.of(),
                        "said later",
                        null,
                        Moment.exactly(START.plusSeconds(3_700))));

        assertThat(markdown())
                .contains("- **10:00** *Severity* Minor: few are affected")
                .contains("- **11:00** *Severity* Minor → Critical: all are affected")
                .contains("**Stated-severity:** Critical")
                .doesNotContain("said later");
    }

    @Test
    void a_severity_of_ours_takes_the_place_of_a_word_of_the_past_until_there_is_another() {
        facts.declare("t", null, true);
        stated("Minor", "few are affected", START);
        facts.add(
                new SeverityChanged(
                        facts.incident(),
                        null,
                        Severity.SEV2,
                        "by our own table",
                        null,
                        Moment.exactly(START.plusSeconds(60))));

        assertThat(markdown())
                .contains("*Severity* Minor: few are affected")
                .doesNotContain("Stated-severity");

        stated("Critical", "all are affected", START.plusSeconds(3_600));

        assertThat(markdown()).contains("**Stated-severity:** Critical");
    }

    @Test
    void a_severity_in_the_words_of_the_past_that_is_taken_away_is_told() {
        facts.declare("t", null, true);
        stated("Minor", "few are affected", START);
        facts.add(
                new LabelsChanged(
                        facts.incident(),
                        new TreeMap<>(),
                        List.of("region", LabelsChanged.STATED_SEVERITY),
                        "of another incident",
                        null,
                        Moment.exactly(START.plusSeconds(60))));
        stated("Critical", "all are affected", START.plusSeconds(3_600));

        assertThat(markdown())
                .contains("- **10:01** *Severity* Minor taken away: of another incident")
                .contains("- **11:00** *Severity* Critical: all are affected");
    }

    private void stated(String severity, String reason, Instant at) {
        facts.add(
                new LabelsChanged(
                        facts.incident(),
                        new TreeMap<>(Map.of(LabelsChanged.STATED_SEVERITY, severity)),
                        List.of(),
                        reason,
                        null,
                        Moment.exactly(at)));
    }

    private IncidentResolved resolved(long seconds) {
        return new IncidentResolved(
                facts.incident(),
                null,
                null,
                null,
                null,
                Moment.exactly(START.plusSeconds(seconds)));
    }

    @Test
    void the_page_stands_alone_and_runs_nothing() {
        IncidentHistory live = IncidentHistory.of(LiveIncident.facts());

        var page =
                Jsoup.parse(
                        PostmortemRenderer.html(
                                live, new DocumentSettings(ZoneOffset.UTC, 1, null)));

        assertThat(page.select("script, link, img, iframe, object, [src], [onclick]")).isEmpty();
        assertThat(page.select("style").html()).doesNotContain("url(", "@import");
        assertThat(page.select("main > section")).hasSize(14);
        assertThat(page.select("nav a").eachAttr("href"))
                .isEqualTo(
                        page.select("main > section").eachAttr("id").stream()
                                .map(id -> "#" + id)
                                .toList());
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.select("th:not([scope])")).isEmpty();
    }

    private String markdown() {
        return PostmortemRenderer.markdown(
                history(), new DocumentSettings(ZoneOffset.UTC, 1, null));
    }

    private IncidentHistory history() {
        return IncidentHistory.of(facts.all());
    }
}
