package io.incidentledger.command.communicate;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.declare.DeclareIncident;
import io.incidentledger.command.incident.UpdateCadence;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.command.resolve.ReopenIncident;
import io.incidentledger.command.respond.RecordEntry;
import io.incidentledger.command.triage.ChangeSeverity;
import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import io.incidentledger.events.RemindedOfUpdate;
import io.incidentledger.events.Role;
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.Status;
import io.incidentledger.events.TemplateName;
import io.incidentledger.events.TemplateSet;
import io.incidentledger.events.TemplateVersion;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.UpdateDueChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommunicatingTest extends DecisionTest {
    private static final EntryId ENTRY = EntryId.of("01970000-0000-7000-8000-0000000000e1");
    private static final EntryId EARLIER = EntryId.of("01970000-0000-7000-8000-0000000000e2");
    private static final TemplateName SHORT = new TemplateName("short");
    private static final Instant IN_AN_HOUR = NOW.plus(Duration.ofHours(1));
    private static final Instant TEN_MINUTES_AGO = NOW.minus(Duration.ofMinutes(10));

    @BeforeEach
    void updatesAreDemanded() {
        cadence = UpdateCadence.STANDARD;
    }

    @Test
    void a_declaration_demands_the_first_updates_a_cadence_after_it() {
        given().when(declare(Severity.SEV2, false, AN_HOUR_AGO))
                .leadsTo(
                        declared(false, Severity.SEV2, AN_HOUR_AGO),
                        reached(Milestone.DECLARED, AN_HOUR_AGO),
                        due(Audience.INTERNAL, NOW, AN_HOUR_AGO),
                        due(Audience.STAKEHOLDER, IN_AN_HOUR, AN_HOUR_AGO));
    }

    @Test
    void nobody_is_late_before_it_is_known_for_how_long_others_have_waited() {
        Moment today = new Moment(Instant.parse("2026-11-20T00:00:00Z"), Precision.DAY);
        Moment yesterday = new Moment(Instant.parse("2026-11-19T00:00:00Z"), Precision.DAY);
        Moment thatHour = new Moment(Instant.parse("2026-11-20T10:00:00Z"), Precision.HOUR);
        Moment place = new Moment(yesterday.at(), Precision.ORDER);

        given().when(declare(Severity.SEV2, false, today))
                .leadsTo(declaredAndDue(today, IN_AN_HOUR));
        given().when(declare(Severity.SEV2, false, yesterday))
                .leadsTo(declaredAndDue(yesterday, Instant.parse("2026-11-20T01:00:00Z")));
        given().when(declare(Severity.SEV2, false, thatHour))
                .leadsTo(declaredAndDue(thatHour, NOW));
        given().when(declare(Severity.SEV2, false, place))
                .leadsTo(declaredAndDue(place, IN_AN_HOUR));
        given(declared())
                .when(update(said(Audience.INTERNAL), today))
                .leadsTo(recorded(ENTRY, byPolicy(Audience.INTERNAL, IN_AN_HOUR), today));
        given(declared(), due(Audience.INTERNAL, IN_AN_HOUR, JUST_NOW))
                .when(new ChangeSeverity(INCIDENT, Severity.SEV1, null, null, place))
                .leadsTo(
                        new SeverityChanged(
                                INCIDENT, Severity.SEV2, Severity.SEV1, null, null, place),
                        due(Audience.INTERNAL, NOW.plus(Duration.ofMinutes(30)), place),
                        due(Audience.STAKEHOLDER, IN_AN_HOUR, place),
                        due(Audience.PUBLIC, IN_AN_HOUR, place));
    }

    private static LedgerEvent[] declaredAndDue(Moment at, Instant due) {
        return new LedgerEvent[] {
            declared(false, Severity.SEV2, at),
            reached(Milestone.DECLARED, at),
            due(Audience.INTERNAL, due, at),
            due(Audience.STAKEHOLDER, due.plus(Duration.ofHours(1)), at)
        };
    }

    @Test
    void nothing_is_demanded_of_history_of_what_nobody_judged_and_of_small_things() {
        given().when(declare(Severity.SEV1, true, null))
                .leadsTo(declared(true, Severity.SEV1, null));
        given().when(declare(null, false, JUST_NOW))
                .leadsTo(declared(false, null, JUST_NOW), reached(Milestone.DECLARED, JUST_NOW));
        given().when(declare(Severity.SEV3, false, JUST_NOW))
                .leadsTo(
                        declared(false, Severity.SEV3, JUST_NOW),
                        reached(Milestone.DECLARED, JUST_NOW));
    }

    @Test
    void an_update_that_names_no_time_gets_the_next_one_from_the_cadence() {
        given(declared())
                .when(update(said(Audience.INTERNAL), JUST_NOW))
                .leadsTo(recorded(ENTRY, byPolicy(Audience.INTERNAL, IN_AN_HOUR), JUST_NOW));
    }

    @Test
    void a_time_that_a_person_names_stands() {
        var promised = new EntryContent.Update("We know", Audience.INTERNAL, IN_AN_HOUR, null);

        given(declared()).when(update(promised, null)).leadsTo(recorded(ENTRY, promised, JUST_NOW));
        given(declared(), recorded(EARLIER, promised, AN_HOUR_AGO))
                .when(severity(Severity.SEV1))
                .leadsTo(
                        new SeverityChanged(
                                INCIDENT, Severity.SEV2, Severity.SEV1, null, null, JUST_NOW),
                        due(Audience.STAKEHOLDER, IN_AN_HOUR, JUST_NOW),
                        due(Audience.PUBLIC, IN_AN_HOUR, JUST_NOW));
    }

    @Test
    void the_next_update_comes_after_this_one() {
        var before = new EntryContent.Update("We know", Audience.INTERNAL, TEN_MINUTES_AGO, null);

        given(declared()).when(update(before, JUST_NOW)).isRefusedBy(Rule.DUE_BEFORE_SENT);
        given(declared())
                .when(update(before, AN_HOUR_AGO))
                .leadsTo(recorded(ENTRY, before, AN_HOUR_AGO));
    }

    @Test
    void the_last_update_promises_nothing_and_nothing_is_demanded_after_it() {
        var last = last(Audience.INTERNAL);

        given(declared()).when(update(last, JUST_NOW)).leadsTo(recorded(ENTRY, last, JUST_NOW));
        given(declared(), recorded(EARLIER, last, AN_HOUR_AGO))
                .when(severity(Severity.SEV1))
                .leadsTo(
                        new SeverityChanged(
                                INCIDENT, Severity.SEV2, Severity.SEV1, null, null, JUST_NOW),
                        due(Audience.STAKEHOLDER, IN_AN_HOUR, JUST_NOW),
                        due(Audience.PUBLIC, IN_AN_HOUR, JUST_NOW));
    }

    @Test
    void an_update_of_what_is_over_or_history_or_has_only_a_place_gets_no_time() {
        Moment place = new Moment(AN_HOUR_AGO.at(), Precision.ORDER);
        var said = said(Audience.INTERNAL);

        given(declared(), resolved())
                .when(update(said, JUST_NOW))
                .leadsTo(recorded(ENTRY, said, JUST_NOW));
        given(history())
                .when(update(said, AN_HOUR_AGO))
                .leadsTo(recorded(ENTRY, said, AN_HOUR_AGO));
        given(declared()).when(update(said, place)).leadsTo(recorded(ENTRY, said, place));
    }

    @Test
    void an_update_that_comes_to_light_after_a_later_one_promises_nothing() {
        given(declared(), recorded(EARLIER, byPolicy(Audience.INTERNAL, IN_AN_HOUR), JUST_NOW))
                .when(update(said(Audience.INTERNAL), AN_HOUR_AGO))
                .leadsTo(recorded(ENTRY, said(Audience.INTERNAL), AN_HOUR_AGO));
    }

    @Test
    void a_higher_severity_brings_the_next_update_forward_and_a_lower_one_puts_nothing_off() {
        given(
                        declared(),
                        due(Audience.INTERNAL, IN_AN_HOUR, JUST_NOW),
                        due(Audience.STAKEHOLDER, IN_AN_HOUR, AN_HOUR_AGO))
                .when(severity(Severity.SEV1))
                .leadsTo(
                        new SeverityChanged(
                                INCIDENT, Severity.SEV2, Severity.SEV1, null, null, JUST_NOW),
                        due(Audience.INTERNAL, NOW.plus(Duration.ofMinutes(30)), JUST_NOW),
                        due(Audience.PUBLIC, IN_AN_HOUR, JUST_NOW));
        given(
                        declared(false, Severity.SEV1, AN_HOUR_AGO),
                        due(Audience.INTERNAL, TEN_MINUTES_AGO, AN_HOUR_AGO),
                        due(Audience.STAKEHOLDER, NOW, AN_HOUR_AGO),
                        due(Audience.PUBLIC, NOW, AN_HOUR_AGO))
                .when(severity(Severity.SEV2))
                .leadsTo(
                        new SeverityChanged(
                                INCIDENT, Severity.SEV1, Severity.SEV2, null, null, JUST_NOW),
                        due(Audience.PUBLIC, null, JUST_NOW));
    }

    @Test
    void what_is_reopened_is_told_of_anew() {
        var last = last(Audience.STAKEHOLDER);

        given(
                        declared(),
                        due(Audience.INTERNAL, TEN_MINUTES_AGO, AN_HOUR_AGO),
                        recorded(EARLIER, last, AN_HOUR_AGO),
                        resolved(),
                        reached(Milestone.RESOLVED, AN_HOUR_AGO))
                .when(new ReopenIncident(INCIDENT, Status.MONITORING, "errors", null, null))
                .leadsTo(
                        new IncidentReopened(INCIDENT, Status.MONITORING, "errors", null, JUST_NOW),
                        new MilestoneCleared(
                                INCIDENT, Milestone.RESOLVED, "errors", null, JUST_NOW),
                        due(Audience.INTERNAL, IN_AN_HOUR, JUST_NOW),
                        due(Audience.STAKEHOLDER, NOW.plus(Duration.ofHours(2)), JUST_NOW));
    }

    @Test
    void an_update_from_a_template_is_recorded_in_the_words_that_came_of_it() {
        var text =
                "{{number}} {{title}} ({{severity}}), {{services}}: {{now}}{{#estimate}}, {{estimate}}{{/estimate}}. Next {{nextUpdateDue}}";

        given(declared())
                .when(fromTemplate(template(text), Map.of("now", "**we look**"), null))
                .leadsTo(
                        recorded(
                                ENTRY,
                                new EntryContent.Update(
                                        "INC-7 Checkout fails (SEV2), checkout: **we look**. Next 2026-11-20 13:00 UTC",
                                        Audience.INTERNAL,
                                        IN_AN_HOUR,
                                        null,
                                        "standard/1",
                                        null,
                                        new TemplateVersion(SHORT, 3)),
                                JUST_NOW));
    }

    @Test
    void an_update_from_a_template_may_be_for_others_and_tells_the_public_like_any() {
        given(declared())
                .when(fromTemplate(template("{{title}} is {{status}}"), Map.of(), Audience.PUBLIC))
                .leadsTo(
                        recorded(
                                ENTRY,
                                new EntryContent.Update(
                                        "Checkout fails is triage",
                                        Audience.PUBLIC,
                                        null,
                                        null,
                                        null,
                                        null,
                                        new TemplateVersion(SHORT, 3)),
                                JUST_NOW),
                        reached(Milestone.PUBLIC_TOLD, JUST_NOW));
    }

    @Test
    void a_template_gets_the_values_that_it_asks_for_and_no_others() {
        given(declared())
                .when(fromTemplate(template("{{now}}"), Map.of(), null))
                .isRefusedBy(Rule.TEMPLATE_VALUES);
        given(declared())
                .when(fromTemplate(template("{{now}}"), Map.of("now", "x", "then", "y"), null))
                .isRefusedBy(Rule.TEMPLATE_VALUES);
        given(declared())
                .when(fromTemplate(template("{{title}}"), Map.of("title", "Another"), null))
                .isRefusedBy(Rule.TEMPLATE_VALUES);
        given(declared())
                .when(fromTemplate(template("{{#summary}}x{{/summary}}"), Map.of(), null))
                .isRefusedBy(Rule.TEMPLATE_VALUES);
        given(declared())
                .when(
                        fromTemplate(
                                template("{{now}}".repeat(10)),
                                Map.of("now", "x".repeat(4_000)),
                                null))
                .isRefusedBy(Rule.TEMPLATE_VALUES);
    }

    @Test
    void a_template_that_is_not_there_and_an_incident_that_is_not_are_refused() {
        given(declared())
                .when(fromTemplate(null, Map.of(), null))
                .isRefusedBy(Rule.UNKNOWN_TEMPLATE);
        given(declared(), cancelled())
                .when(fromTemplate(template("{{title}}"), Map.of(), null))
                .isRefusedBy(Rule.CANCELLED_IS_FINAL);
        given().when(fromTemplate(template("{{title}}"), Map.of(), null))
                .isRefusedAs(Unknown.class);
    }

    @Test
    void who_holds_communications_is_reminded_and_the_lead_else_the_reporter() {
        var missed = due(Audience.INTERNAL, TEN_MINUTES_AGO, AN_HOUR_AGO);
        var lead = new RoleAssigned(INCIDENT, Role.LEAD, ANA, null, AN_HOUR_AGO);
        var tells = new RoleAssigned(INCIDENT, Role.COMMUNICATIONS, BEN, null, AN_HOUR_AGO);

        given(declared(), missed, lead, tells)
                .when(remind(TEN_MINUTES_AGO))
                .leadsTo(reminded(BEN, ANA));
        given(
                        declared(),
                        missed,
                        lead,
                        new RoleAssigned(INCIDENT, Role.COMMUNICATIONS, ANA, null, AN_HOUR_AGO))
                .when(remind(TEN_MINUTES_AGO))
                .leadsTo(reminded(ANA));
        given(declared(), missed, lead).when(remind(TEN_MINUTES_AGO)).leadsTo(reminded(ANA));
        given(declared(), missed).when(remind(TEN_MINUTES_AGO)).leadsTo(reminded(null));
    }

    @Test
    void a_promise_of_a_person_is_reminded_of_too_and_a_drill_is_like_any_other() {
        var promised = new EntryContent.Update("We know", Audience.INTERNAL, TEN_MINUTES_AGO, null);

        given(declared(), recorded(EARLIER, promised, AN_HOUR_AGO))
                .when(remind(TEN_MINUTES_AGO))
                .leadsTo(reminded(null));
    }

    @Test
    void the_same_due_time_is_reminded_of_once() {
        var missed = due(Audience.INTERNAL, TEN_MINUTES_AGO, AN_HOUR_AGO);

        given(declared(), missed, reminded(null)).when(remind(TEN_MINUTES_AGO)).changesNothing();
    }

    @Test
    void nothing_is_reminded_of_that_is_not_missed() {
        var missed = due(Audience.INTERNAL, TEN_MINUTES_AGO, AN_HOUR_AGO);

        // Not yet due, and due this very moment.
        given(declared(), due(Audience.INTERNAL, IN_AN_HOUR, JUST_NOW))
                .when(remind(IN_AN_HOUR))
                .changesNothing();
        given(declared(), due(Audience.INTERNAL, NOW, AN_HOUR_AGO))
                .when(remind(NOW))
                .changesNothing();
        // It came, it was taken back, it is over, it never was.
        given(declared(), missed, recorded(EARLIER, said(Audience.INTERNAL), JUST_NOW))
                .when(remind(TEN_MINUTES_AGO))
                .changesNothing();
        given(declared(), missed, due(Audience.INTERNAL, null, JUST_NOW))
                .when(remind(TEN_MINUTES_AGO))
                .changesNothing();
        given(declared(), missed, resolved()).when(remind(TEN_MINUTES_AGO)).changesNothing();
        given(declared(), missed, cancelled()).when(remind(TEN_MINUTES_AGO)).changesNothing();
        given(declared()).when(remind(TEN_MINUTES_AGO)).changesNothing();
        given().when(remind(TEN_MINUTES_AGO)).isRefusedAs(Unknown.class);
    }

    @Test
    void nobody_waits_to_hear_of_history() {
        var promised = new EntryContent.Update("We know", Audience.INTERNAL, TEN_MINUTES_AGO, null);

        given(history(), recorded(EARLIER, promised, AN_HOUR_AGO))
                .when(remind(TEN_MINUTES_AGO))
                .changesNothing();
    }

    private static TemplateSet template(String text) {
        return new TemplateSet(SHORT, 3, Audience.INTERNAL, text);
    }

    private static SendFromTemplate fromTemplate(
            TemplateSet template, Map<String, String> values, Audience audience) {
        return new SendFromTemplate(
                INCIDENT, ENTRY, "INC-7", SHORT, template, values, audience, null, null, false,
                null, null, null);
    }

    private static EntryContent.Update said(Audience audience) {
        return new EntryContent.Update("We know", audience, null, null);
    }

    private static EntryContent.Update byPolicy(Audience audience, Instant due) {
        return new EntryContent.Update("We know", audience, due, null, "standard/1", null, null);
    }

    private static EntryContent.Update last(Audience audience) {
        return new EntryContent.Update("All is well", audience, null, null, null, true, null);
    }

    private static RecordEntry update(EntryContent content, Moment occurredAt) {
        return new RecordEntry(INCIDENT, ENTRY, content, null, null, null, occurredAt);
    }

    private static TimelineEntryRecorded recorded(
            EntryId entry, EntryContent content, Moment occurredAt) {
        return new TimelineEntryRecorded(INCIDENT, entry, content, null, null, occurredAt);
    }

    private static UpdateDueChanged due(Audience audience, Instant due, Moment since) {
        return new UpdateDueChanged(INCIDENT, audience, due, "standard/1", null, since);
    }

    private static ChangeSeverity severity(Severity to) {
        return new ChangeSeverity(INCIDENT, to, null, null, null);
    }

    private static RemindOfUpdate remind(Instant due) {
        return new RemindOfUpdate(INCIDENT, Audience.INTERNAL, due);
    }

    private static RemindedOfUpdate reminded(Handle to) {
        return reminded(to, null);
    }

    private static RemindedOfUpdate reminded(Handle to, Handle lead) {
        return new RemindedOfUpdate(
                INCIDENT, Audience.INTERNAL, TEN_MINUTES_AGO, to, lead, null, JUST_NOW);
    }

    private static DeclareIncident declare(Severity severity, boolean history, Moment occurredAt) {
        return new DeclareIncident(
                INCIDENT,
                "Checkout fails",
                null,
                List.of("checkout"),
                severity,
                null,
                null,
                Map.of(),
                null,
                new TreeMap<>(),
                false,
                history,
                null,
                occurredAt);
    }
}
