package io.incidentledger.query.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.TimelineItem;
import io.incidentledger.query.WrittenLog;
import io.incidentledger.query.incident.FindTimeline.TimelineAnswer;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Refusal.BadParameter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.util.UriComponentsBuilder;

class FindTimelineTest {
    private final WrittenLog log = new WrittenLog();
    private final IncidentId incident = log.declare("Checkout fails", Severity.SEV2);
    private final List<EntryId> entries = new ArrayList<>();

    /** Two of one minute, so that the position decides. */
    @BeforeEach
    void five_entries() {
        for (String time : List.of("10:01", "10:02", "10:02", "10:03", "10:04")) {
            entries.add(entry(time, new EntryContent.Note("at " + time)));
        }
    }

    @Test
    void without_a_limit_everything_is_there() {
        TimelineAnswer answer = ask("");

        assertThat(answer.items()).hasSize(6);
        assertThat(answer.next()).isNull();
    }

    @Test
    void pages_hold_everything_once_in_the_order_of_the_timeline() {
        for (int limit = 1; limit <= 7; limit++) {
            assertThat(turned("?limit=" + limit)).isEqualTo(positions(ask("")));
        }
    }

    @Test
    void a_page_asked_for_by_its_cursor_alone_has_a_limit() {
        String next = ask("?limit=1").next();

        assertThat(ask(next.replace("limit=1&", "")).items()).hasSize(5);
    }

    @Test
    void what_comes_in_meanwhile_neither_hides_nor_repeats_what_was_there() {
        String second = ask("?limit=3").next();
        entry("10:00", new EntryContent.Note("before the page"));
        entry("10:05", new EntryContent.Note("after it"));
        long later = log.head();
        // From the page to come to the one that was read, and the other way round.
        correct(entries.get(4), "09:00");
        correct(entries.get(4), "09:30");
        correct(entries.get(0), "11:00");

        assertThat(turned(second)).containsExactly(3L, 4L, 5L, later);
        assertThat(positions(ask(""))).startsWith(5L).endsWith(1L);
    }

    @Test
    void kinds_are_filtered_within_the_pages() {
        long decision = log.head() + 1;
        entry("10:02", new EntryContent.Decision("Roll back"));

        assertThat(turned("?kind=decision")).containsExactly(decision);
        assertThat(turned("?kind=decision,declared&limit=1")).containsExactly(0L, decision);
    }

    @Test
    void what_is_no_cursor_of_ours_is_refused() {
        assertThatThrownBy(() -> ask("?cursor=b2NjdXJyZWRBdApuZXZlcgoxCjE"))
                .isInstanceOf(BadParameter.class);
    }

    private EntryId entry(String time, EntryContent content) {
        EntryId id = new EntryId(UUID.randomUUID());
        log.add(new TimelineEntryRecorded(incident, id, content, null, null, null, at(time)));
        return id;
    }

    private void correct(EntryId entry, String time) {
        log.add(
                new TimelineEntryCorrected(
                        incident, entry, null, at(time), "The clock was wrong", null, null));
    }

    private static Moment at(String time) {
        return Moment.exactly(Instant.parse("2026-03-02T" + time + ":00Z"));
    }

    private List<Long> turned(String question) {
        List<Long> all = new ArrayList<>();
        for (String next = question; next != null; ) {
            TimelineAnswer page = ask(next);
            all.addAll(positions(page));
            next = page.next();
        }
        return all;
    }

    private static List<Long> positions(TimelineAnswer answer) {
        return answer.items().stream().map(TimelineItem::position).toList();
    }

    private TimelineAnswer ask(String question) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/timeline");
        UriComponentsBuilder.fromUriString(question)
                .build()
                .getQueryParams()
                .forEach((name, values) -> request.addParameter(name, values.getFirst()));
        request.setQueryString(UriComponentsBuilder.fromUriString(question).build().getQuery());
        return new FindTimeline(Asked.of(request, FindTimeline.PARAMETERS))
                .in(IncidentHistory.of(log.events().stream().map(WrittenLog::fact).toList()));
    }
}
