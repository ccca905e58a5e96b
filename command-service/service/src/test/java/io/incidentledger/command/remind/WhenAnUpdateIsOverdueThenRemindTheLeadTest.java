package io.incidentledger.command.remind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.command.communicate.RemindOfUpdate;
import io.incidentledger.command.refusal.Unavailable;
import io.incidentledger.command.refusal.Unavailable.Outcome;
import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.EventType;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.Moment;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.UpdateDueChanged;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Given what the log says, when somebody looks at a time, then these reminders are ordered. */
class WhenAnUpdateIsOverdueThenRemindTheLeadTest {
    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final IncidentId ONE = IncidentId.of("01970000-0000-7000-8000-000000000001");
    private static final IncidentId TWO = IncidentId.of("01970000-0000-7000-8000-000000000002");
    private static final EntryId ENTRY = EntryId.of("01970000-0000-7000-8000-0000000000e1");

    private final EventCodec codec = new EventCodec();
    private final List<RecordedEvent> log = new ArrayList<>();
    private final List<RemindOfUpdate> ordered = new ArrayList<>();
    private boolean writable = true;

    @Test
    void each_update_that_did_not_come_is_reminded_of_once_its_time_is_past() {
        add(demanded(ONE, Audience.INTERNAL, TEN));
        add(demanded(TWO, Audience.PUBLIC, TEN.plus(MINUTE)));
        var reminders = reminders();

        reminders.look(TEN);
        assertThat(ordered).isEmpty();
        reminders.look(TEN.plusSeconds(1));
        assertThat(ordered).containsExactly(new RemindOfUpdate(ONE, Audience.INTERNAL, TEN));
        reminders.look(TEN.plusSeconds(2));
        assertThat(ordered).hasSize(1);
        reminders.look(TEN.plus(Duration.ofHours(1)));
        assertThat(ordered)
                .containsExactly(
                        new RemindOfUpdate(ONE, Audience.INTERNAL, TEN),
                        new RemindOfUpdate(TWO, Audience.PUBLIC, TEN.plus(MINUTE)));
    }

    @Test
    void what_came_or_was_taken_back_in_time_is_forgotten() {
        add(demanded(ONE, Audience.INTERNAL, TEN));
        add(demanded(ONE, Audience.PUBLIC, TEN));
        var reminders = reminders();
        reminders.look(TEN.minus(MINUTE));
        add(update(ONE, Audience.INTERNAL, TEN.plus(MINUTE)));
        add(demanded(ONE, Audience.PUBLIC, null));

        reminders.look(TEN.plusSeconds(30));
        assertThat(ordered).isEmpty();
        reminders.look(TEN.plusSeconds(90));
        assertThat(ordered)
                .containsExactly(new RemindOfUpdate(ONE, Audience.INTERNAL, TEN.plus(MINUTE)));
    }

    @Test
    void what_came_to_light_later_takes_no_reminder_away() {
        add(update(ONE, Audience.INTERNAL, TEN));
        add(
                new TimelineEntryRecorded(
                        ONE,
                        ENTRY,
                        new EntryContent.Update("Earlier", Audience.INTERNAL, null, null),
                        null,
                        null,
                        Moment.exactly(TEN.minus(Duration.ofHours(1)))));

        reminders().look(TEN.plusSeconds(1));

        assertThat(ordered).containsExactly(new RemindOfUpdate(ONE, Audience.INTERNAL, TEN));
    }

    @Test
    void what_was_missed_long_ago_is_left_alone() {
        add(demanded(ONE, Audience.INTERNAL, TEN));

        reminders().look(TEN.plus(Duration.ofHours(25)));

        assertThat(ordered).isEmpty();
    }

    @Test
    void an_order_that_could_not_be_given_is_given_at_the_next_look() {
        add(demanded(ONE, Audience.INTERNAL, TEN));
        var reminders = reminders();
        writable = false;
        assertThatThrownBy(() -> reminders.look(TEN.plusSeconds(1)))
                .isInstanceOf(Unavailable.class);
        writable = true;

        reminders.look(TEN.plusSeconds(2));

        assertThat(ordered).hasSize(1);
    }

    @Test
    void a_node_that_writes_again_reads_again_for_the_decision_to_know_what_was_done() {
        add(demanded(ONE, Audience.INTERNAL, TEN));
        var reminders = reminders();
        reminders.look(TEN.plusSeconds(1));

        reminders.forget();
        reminders.look(TEN.plusSeconds(2));

        assertThat(ordered).hasSize(2);
    }

    @Test
    void what_cannot_be_read_is_passed_over() {
        add(demanded(ONE, Audience.INTERNAL, TEN), "{".getBytes(), false);
        add(demanded(ONE, Audience.INTERNAL, TEN), new byte[0], true);
        add(demanded(TWO, Audience.INTERNAL, TEN));

        reminders().look(TEN.plusSeconds(1));

        assertThat(ordered).containsExactly(new RemindOfUpdate(TWO, Audience.INTERNAL, TEN));
    }

    private WhenAnUpdateIsOverdueThenRemindTheLead reminders() {
        return new WhenAnUpdateIsOverdueThenRemindTheLead(
                time -> 0,
                // Two at a time, so that there is more than one reading.
                position ->
                        log.subList(
                                (int) Math.min(position, log.size()),
                                (int) Math.min(position + 2, log.size())),
                order -> {
                    if (!writable) {
                        throw new Unavailable("not now", Outcome.NONE, MINUTE);
                    }
                    ordered.add(order);
                },
                codec,
                Duration.ofDays(1));
    }

    private static UpdateDueChanged demanded(IncidentId incident, Audience audience, Instant due) {
        return new UpdateDueChanged(incident, audience, due, "standard/1", null, null);
    }

    private static TimelineEntryRecorded update(
            IncidentId incident, Audience audience, Instant due) {
        return new TimelineEntryRecorded(
                incident,
                ENTRY,
                new EntryContent.Update("We know", audience, due, null),
                null,
                null,
                Moment.exactly(TEN.minus(MINUTE)));
    }

    private void add(LedgerEvent event) {
        add(event, codec.encode(event), false);
    }

    private void add(LedgerEvent event, byte[] payload, boolean erased) {
        EventType type = EventType.of(event);
        long position = log.size();
        log.add(
                new RecordedEvent(
                        position,
                        TEN,
                        "event-" + position,
                        type.storedName(),
                        type.version(),
                        TEN,
                        Set.of(),
                        Map.of(),
                        null,
                        payload,
                        erased,
                        "chain"));
    }
}
