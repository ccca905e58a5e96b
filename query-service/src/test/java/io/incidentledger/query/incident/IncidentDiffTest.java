package io.incidentledger.query.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.incidentledger.events.DurationStated;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.FollowUpAssigned;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryRetracted;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.query.Database;
import io.incidentledger.query.WrittenLog;
import io.incidentledger.query.follow.AppliedLog;
import io.incidentledger.query.incident.IncidentDiff.Change;
import io.incidentledger.query.incident.IncidentDiff.FieldChange;
import io.incidentledger.query.view.Snapshot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What became known of an incident between two moments. */
class IncidentDiffTest {
    private final WrittenLog log = new WrittenLog();
    private final IncidentId incident = log.declare("Checkout fails", Severity.SEV2, "shop");
    private final EntryId entry = log.note(incident, "The turbopump whistles");
    private final EntryId wrong = log.note(incident, "It is the network");
    private final FollowUpId followUp = log.followUp(incident, "Watch it", null, null);
    private final long before = log.head();
    @AutoClose private final Database database = Database.fresh();

    @BeforeEach
    void later() {
        log.later(Duration.ofMinutes(5));
    }

    @Test
    void each_field_is_told_before_and_after() {
        log.add(new SeverityChanged(incident, Severity.SEV2, Severity.SEV1, "worse", null, null));
        log.add(
                new DurationStated(
                        incident, Milestone.DETECTED, Milestone.RESOLVED, 60, null, null, null));

        List<FieldChange> changes = since(before).state();

        assertThat(changes)
                .extracting(FieldChange::field)
                .containsExactly("highestSeverity", "severity", "stated.to-resolve-from-detection");
        assertThat(changes.get(1).before().asString()).isEqualTo("SEV2");
        assertThat(changes.get(1).after().asString()).isEqualTo("SEV1");
        assertThat(changes.get(2).before()).isNull();
    }

    @Test
    void entries_are_added_corrected_and_retracted() {
        log.add(
                new TimelineEntryCorrected(
                        incident, entry, "The compressor whistles", null, "typo", null, null));
        log.add(new TimelineEntryRetracted(incident, wrong, "it was not", null, null));
        log.note(incident, "It is over");

        List<Change> changes = since(before).timeline();

        assertThat(changes)
                .extracting(Change::what)
                .containsExactly("corrected", "retracted", "added");
        assertThat(changes.getFirst().fields())
                .filteredOn(field -> field.field().equals("text"))
                .singleElement()
                .satisfies(
                        text -> {
                            assertThat(text.before().asString())
                                    .isEqualTo("The turbopump whistles");
                            assertThat(text.after().asString())
                                    .isEqualTo("The compressor whistles");
                        });
    }

    @Test
    void follow_ups_are_told_by_their_numbers() {
        log.add(new FollowUpAssigned(incident, followUp, new Handle("@ben"), null, null, null));
        log.followUp(incident, "Another", null, null);

        List<Change> changes = since(before).followUps();

        assertThat(changes)
                .extracting(Change::key, Change::what)
                .containsExactly(tuple("FU-1", "changed"), tuple("FU-2", "added"));
        assertThat(changes.getFirst().fields()).extracting(FieldChange::field).contains("owner");
    }

    @Test
    void before_it_was_recorded_there_was_nothing() {
        IncidentDiff diff = since(-1);

        assertThat(diff.state()).allSatisfy(field -> assertThat(field.before()).isNull());
        assertThat(diff.timeline()).extracting(Change::what).containsOnly("added");
    }

    @Test
    void what_is_redacted_today_is_on_neither_side() {
        log.add(
                new TimelineEntryCorrected(
                        incident, entry, "The compressor whistles", null, "typo", null, null));
        log.add(
                new WordsRedacted(
                        incident,
                        entry,
                        List.of(new HiddenEvent(1, "00"), new HiddenEvent(log.head(), "00")),
                        "secret",
                        null,
                        null));

        String diff = JsonMapper.shared().writeValueAsString(since(before));

        assertThat(diff).doesNotContain("whistles").contains("(redacted)");
    }

    private IncidentDiff since(long position) {
        AppliedLog.apply(database, log);
        Snapshot view = new Snapshot(JdbcClient.create(database.jdbc), 1, log.head());
        return AsOfTest.diff(view, incident.value(), position, log.head());
    }
}
