package io.incidentledger.reliability.check;

import static io.incidentledger.reliability.history.Command.CANCEL;
import static io.incidentledger.reliability.history.Command.CLOSE;
import static io.incidentledger.reliability.history.Command.COMPLETE;
import static io.incidentledger.reliability.history.Command.CORRECT;
import static io.incidentledger.reliability.history.Command.NOTE;
import static io.incidentledger.reliability.history.Command.REOPEN;
import static io.incidentledger.reliability.history.Command.RESOLVE;
import static io.incidentledger.reliability.history.Command.SEVERITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.IncidentClosed;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.Moment;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.reliability.check.Fault.Kind;
import io.incidentledger.reliability.history.Answer;
import io.incidentledger.reliability.history.Asked.Look;
import io.incidentledger.reliability.history.Asked.Order;
import io.incidentledger.reliability.history.Exchange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Histories made up by hand: good ones pass, and each bad one is refused for its reason. */
class CheckTest {
    private final SmallWorld world = new SmallWorld();

    @Test
    void a_good_history_passes() {
        String incident = world.declared("1");
        Answer.Acknowledged note = world.done(NOTE, "2", incident, "It burns");
        world.order(CORRECT, "3", incident, note.id(), "It smokes", null);
        world.done(SEVERITY, "4", incident, "SEV3"); // is so already
        world.order(CLOSE, "5", incident, null, "", null); // is not resolved
        world.done(RESOLVE, "6", incident, "");
        world.done(CLOSE, "7", incident, "");
        world.done(REOPEN, "8", incident, "");
        world.order(NOTE, "9", incident, null, "Too late", 1L); // moved
        world.look(incident, world.paper.events.size() - 1L);

        assertThat(world.check().faults()).isEmpty();
        assertThat(world.check().refused()).isEqualTo(2);
    }

    @Test
    void what_nobody_was_told_may_have_happened_or_not() {
        String incident = world.declared("1");
        world.done(NOTE, "happened", incident, "a");
        world.insteadSaid(new Answer.Unknown(0, "broken off"));
        unanswered(new Order(NOTE, "did not happen", incident, null, "b", null));

        assertThat(world.check().faults()).isEmpty();
        assertThat(world.check().unknownRecorded()).isEqualTo(1);
        assertThat(world.check().unknownLost()).isEqualTo(1);
    }

    @Test
    void an_order_that_was_sent_into_a_stopped_node_may_happen_much_later() {
        String incident = world.declared("1");
        Order close = new Order(CLOSE, "late", incident, null, "", null);
        long began = world.clock += 10;
        world.said(close, began, world.clock += 10, new Answer.Unknown(0, "time-out"));
        // Meanwhile it is not there, so that the same order elsewhere is refused, truly.
        world.order(CLOSE, "late", incident, null, "", null);
        world.done(RESOLVE, "2", incident, "");
        world.carryOut(close);

        assertThat(world.check().faults()).isEmpty();
    }

    @Test
    void an_acknowledged_order_that_is_missing() {
        String incident = world.declared("1");
        world.done(NOTE, "2", incident, "a");
        world.paper.events.removeLast();

        assertOnly(Kind.MISSING);
    }

    @Test
    void an_acknowledged_order_that_is_there_twice() {
        String incident = world.declared("1");
        world.done(NOTE, "2", incident, "a");
        world.paper.events.add(world.paper.events.getLast());

        assertThat(kinds()).contains(Kind.TWICE);
    }

    @Test
    void an_unknown_order_that_is_there_twice() {
        String incident = world.declared("1");
        world.done(NOTE, "2", incident, "a");
        world.insteadSaid(new Answer.Unknown(0, "broken off"));
        world.done(NOTE, "3", incident, "b");
        note("2", incident, "a");

        assertOnly(Kind.TWICE);
    }

    @Test
    void an_acknowledged_position_that_holds_another_event() {
        String incident = world.declared("1");
        world.done(NOTE, "2", incident, "a");
        world.insteadSaid(new Answer.Acknowledged(1, 1, true, "x", null));

        assertOnly(Kind.ANOTHER_EVENT);
    }

    @Test
    void a_part_of_an_order() {
        String incident = world.declared("1");
        world.done(RESOLVE, "2", incident, "");
        world.insteadSaid(new Answer.Unknown(0, "broken off"));
        world.paper.events.removeLast();

        assertOnly(Kind.TORN);
    }

    @Test
    void other_words_than_were_ordered() {
        String incident = world.declared("1");
        world.done(NOTE, "2", incident, "a");
        world.paper.events.removeLast();
        note("2", incident, "b");

        assertOnly(Kind.WRONG_EFFECT);
    }

    @Test
    void an_order_that_everybody_was_told_is_not_recorded() {
        String incident = world.declared("1");
        world.done(NOTE, "2", incident, "a");
        world.insteadSaid(new Answer.Unavailable(503, "no broker"));

        assertOnly(Kind.UNASKED);
    }

    @Test
    void an_order_that_nobody_gave() {
        String incident = world.declared("1");
        note("nobody's", incident, "a");

        assertOnly(Kind.UNASKED);
    }

    @Test
    void an_order_that_was_answered_differently_when_it_came_again() {
        String incident = world.declared("1");
        Answer.Acknowledged first = world.done(NOTE, "2", incident, "a");
        world.order(NOTE, "2", incident, null, "a", null);
        world.insteadSaid(
                new Answer.Acknowledged(first.position(), first.version(), true, "other", null));

        assertOnly(Kind.ANSWERS_DIFFER);
    }

    @Test
    void accepted_after_cancelled() {
        String incident = world.declared("1");
        world.done(CANCEL, "2", incident, "");
        long position = note("3", incident, "a");
        said(
                new Order(NOTE, "3", incident, null, "a", null),
                new Answer.Acknowledged(position, position, true, "x", null));

        assertOnly(Kind.FORBIDDEN);
    }

    @Test
    void closed_twice() {
        String incident = world.declared("1");
        world.done(RESOLVE, "2", incident, "");
        world.done(CLOSE, "3", incident, "");
        long position = world.paper.write("4", List.of(closed(incident)));
        said(
                new Order(CLOSE, "4", incident, null, "", null),
                new Answer.Acknowledged(position, position, true, "x", null));

        assertOnly(Kind.FORBIDDEN);
    }

    @Test
    void an_if_match_that_was_accepted_on_a_stale_version() {
        String incident = world.declared("1");
        world.done(NOTE, "2", incident, "a");
        long position = note("3", incident, "b");
        said(
                new Order(NOTE, "3", incident, null, "b", 1L),
                new Answer.Acknowledged(position, position, true, "x", null));

        assertOnly(Kind.STALE_MATCH);
    }

    @Test
    void two_that_were_accepted_for_the_same_version() {
        String incident = world.declared("1");
        long began = world.clock += 10;
        for (String key : List.of("2", "3")) {
            long position = note(key, incident, "words of " + key);
            world.said(
                    new Order(NOTE, key, incident, null, "words of " + key, 1L),
                    began,
                    began + 100,
                    new Answer.Acknowledged(position, position, true, "x", null));
        }

        assertOnly(Kind.STALE_MATCH);
    }

    @Test
    void refused_although_nothing_forbids_it() {
        String incident = world.declared("1");
        world.done(RESOLVE, "2", incident, "");
        said(
                new Order(NOTE, "3", incident, null, "", null),
                new Answer.Refused(422, "refused", "cancelled-is-final", null));

        assertOnly(Kind.INEXPLICABLE);
    }

    @Test
    void refused_by_a_zombie_that_does_not_know_what_was_acknowledged() {
        String incident = world.declared("1");
        world.done(RESOLVE, "2", incident, "");
        said(
                new Order(CLOSE, "3", incident, null, "", null),
                new Answer.Refused(422, "refused", "not-resolved", null));

        assertOnly(Kind.STALE_ANSWER);
    }

    @Test
    void refused_by_what_happened_while_the_request_was_under_way() {
        String incident = world.declared("1");
        long began = world.clock += 10;
        world.done(RESOLVE, "2", incident, "");
        world.said(
                new Order(CLOSE, "3", incident, null, "", null),
                began,
                world.clock += 10,
                new Answer.Refused(422, "refused", "not-resolved", null));

        assertThat(world.check().faults()).isEmpty();
    }

    @Test
    void refused_by_what_was_asked_for_only_later() {
        String incident = world.declared("1");
        said(
                new Order(NOTE, "2", incident, null, "", null),
                new Answer.Refused(422, "refused", "cancelled-is-final", null));
        world.done(CANCEL, "3", incident, "");

        assertOnly(Kind.INEXPLICABLE);
    }

    @Test
    void a_zombie_that_knows_an_old_version() {
        String incident = world.declared("1");
        world.done(NOTE, "2", incident, "a");
        said(
                new Order(NOTE, "3", incident, null, "", 2L),
                new Answer.Refused(412, "moved", null, 1L));

        assertOnly(Kind.STALE_ANSWER);
    }

    @Test
    void a_zombie_that_says_nothing_changed() {
        String incident = world.declared("1");
        world.done(SEVERITY, "2", incident, "SEV1");
        said(
                new Order(SEVERITY, "3", incident, null, "SEV3", null),
                new Answer.Acknowledged(1, 1, false, incident, null));

        assertOnly(Kind.STALE_ANSWER);
    }

    @Test
    void recorded_before_what_was_acknowledged_before_it_was_asked() {
        String incident = world.declared("1");
        world.done(NOTE, "2", incident, "a");
        world.done(NOTE, "3", incident, "b");
        Collections.swap(world.paper.events, 2, 3);
        Exchange third = world.history.removeLast();
        Exchange second = world.history.removeLast();
        world.history.add(answered(second, 3));
        world.history.add(answered(third, 2));

        assertOnly(Kind.OUT_OF_ORDER);
    }

    @Test
    void a_look_that_shows_less_than_was_asked_for() {
        String incident = world.declared("1");
        Answer.Acknowledged note = world.done(NOTE, "2", incident, "a");
        looked(new Look(incident, false, note.position()), new Answer.Seen(1, 1, null));

        assertOnly(Kind.READ_TOO_OLD);
    }

    @Test
    void a_look_that_does_not_find_what_was_acknowledged() {
        String incident = world.declared("1");
        looked(new Look(incident, false, 1L), new Answer.Refused(404, "not-found", null, null));

        assertOnly(Kind.READ_TOO_OLD);
    }

    @Test
    void a_look_at_what_is_not_in_the_log() {
        String incident = world.declared("1");
        looked(new Look(incident, false, null), new Answer.Seen(5, 5, null));

        assertOnly(Kind.READ_FROM_NOWHERE);
    }

    @Test
    void a_document_that_is_not_the_renderers() {
        String incident = world.declared("1");
        looked(
                new Look(incident, true, null),
                new Answer.Seen(1, 1, Documents.digest("another document")));

        assertOnly(Kind.DOCUMENT_DIFFERS);
    }

    @Test
    void an_order_decided_by_who_had_not_seen_what_a_view_showed() {
        String incident = world.declared("1");
        long began = world.clock += 10;
        world.done(RESOLVE, "2", incident, "");
        Exchange resolved = world.history.removeLast();
        looked(new Look(incident, false, null), new Answer.Seen(3, 3, null));
        said(
                new Order(CLOSE, "3", incident, null, "", null),
                new Answer.Refused(422, "refused", "not-resolved", null));
        world.said((Order) resolved.asked(), began, world.clock += 10, resolved.answer());

        assertOnly(Kind.STALE_ANSWER);
    }

    @Test
    void an_answer_that_nobody_should_get() {
        String incident = world.declared("1");
        said(new Order(NOTE, "2", incident, null, "", null), new Answer.Unknown(500, "internal"));

        assertOnly(Kind.UNEXPECTED_ANSWER);
    }

    @Test
    void a_number_twice_and_a_number_that_falls() {
        world.declared("1");
        world.declared("2");
        Paper.Written second = world.paper.events.get(2);

        world.paper.events.set(2, new Paper.Written("2", second.event(), "INC-1"));
        assertOnly(Kind.NUMBERS);

        world.paper.events.set(
                0, new Paper.Written("1", world.paper.events.getFirst().event(), "INC-3"));
        assertOnly(Kind.NUMBERS);
    }

    @Test
    void a_gap_in_the_positions() {
        String incident = world.declared("1");
        world.done(NOTE, "2", incident, "a");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(world.paper.records());
        records.remove(1);

        assertThat(kinds(records)).contains(Kind.POSITION_GAP);
    }

    @Test
    void a_chain_that_is_broken() {
        String incident = world.declared("1");
        world.done(NOTE, "2", incident, "a");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(world.paper.records());
        ConsumerRecord<byte[], byte[]> altered = records.get(1);
        altered.headers().add("ce_source", "urn:elsewhere".getBytes());

        assertThat(kinds(records)).containsExactly(Kind.CHAIN_BROKEN);
    }

    @Test
    void a_time_of_recording_that_goes_back() {
        world.declared("1");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(world.paper.records());
        ConsumerRecord<byte[], byte[]> last = records.removeLast();
        records.add(
                Paper.consumed(
                        new ProducerRecord<>(
                                "ledger",
                                0,
                                Paper.START - 1,
                                last.key(),
                                last.value(),
                                last.headers()),
                        1));

        assertThat(kinds(records)).containsExactly(Kind.TIME_WENT_BACK);
    }

    @Test
    void an_order_about_a_follow_up_that_does_not_exist() {
        String incident = world.declared("1");
        world.order(COMPLETE, "2", incident, new UUID(9, 9).toString(), "done", null);

        assertThat(world.check().faults()).isEmpty();
    }

    private long note(String key, String incident, String words) {
        LedgerEvent event =
                new TimelineEntryRecorded(
                        IncidentId.of(incident),
                        EntryId.of(new UUID(3, world.paper.events.size()).toString()),
                        new EntryContent.Note(words),
                        null,
                        null,
                        Moment.exactly(Instant.EPOCH));
        return world.paper.write(key, List.of(event));
    }

    private static LedgerEvent closed(String incident) {
        return new IncidentClosed(IncidentId.of(incident), null, null, null);
    }

    private void said(Order order, Answer answer) {
        long began = world.clock += 10;
        world.said(order, began, world.clock += 10, answer);
    }

    private void unanswered(Order order) {
        world.said(
                order, world.clock += 10, Long.MAX_VALUE, new Answer.Unknown(0, "never answered"));
    }

    private void looked(Look look, Answer answer) {
        long began = world.clock += 10;
        world.history.add(
                new Exchange(
                        world.history.size(),
                        "c",
                        "query-1",
                        began,
                        world.clock += 10,
                        look,
                        answer));
    }

    private static Exchange answered(Exchange exchange, long position) {
        return new Exchange(
                exchange.request(),
                exchange.client(),
                exchange.node(),
                exchange.began(),
                exchange.ended(),
                exchange.asked(),
                new Answer.Acknowledged(position, position, true, "x", null));
    }

    private void assertOnly(Kind kind) {
        assertThat(kinds()).isNotEmpty().containsOnly(kind);
    }

    private List<Kind> kinds() {
        return kinds(world.paper.records());
    }

    private List<Kind> kinds(List<ConsumerRecord<byte[], byte[]>> records) {
        return Check.of(world.history, records, List.of()).faults().stream()
                .map(Fault::kind)
                .toList();
    }
}
