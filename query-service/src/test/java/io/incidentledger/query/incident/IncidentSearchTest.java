package io.incidentledger.query.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Severity;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.query.Database;
import io.incidentledger.query.WrittenLog;
import io.incidentledger.query.follow.AppliedLog;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Page;
import io.incidentledger.query.view.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.util.UriComponentsBuilder;

/** Given a log, when somebody looks for incidents, then these. */
class IncidentSearchTest {
    private final WrittenLog log = new WrittenLog();
    @AutoClose private final Database database = Database.fresh();
    private final AppliedLog applied = new AppliedLog(database);

    @ParameterizedTest
    @ValueSource(strings = {"lastActivityAt", "-lastActivityAt"})
    void what_moves_while_somebody_turns_the_pages_is_not_skipped(String sort) {
        List<IncidentId> incidents = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            incidents.add(log.later(Duration.ofMinutes(1)).declare("Fault", Severity.SEV2));
        }
        applied.upTo(log);

        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<IncidentState> page = page(Map.of("sort", sort), cursor);
            page.items().forEach(item -> seen.add(item.number()));
            cursor = cursor(page);
            // Those on either side of the page move to one end.
            log.later(Duration.ofMinutes(1)).note(incidents.get(seen.size() % 5), "goes on");
            log.later(Duration.ofMinutes(1)).note(incidents.get((seen.size() + 2) % 5), "goes on");
            applied.upTo(log);
        } while (cursor != null);

        assertThat(seen)
                .containsExactlyElementsOf(
                        sort.startsWith("-")
                                ? List.of("INC-5", "INC-4", "INC-3", "INC-2", "INC-1")
                                : List.of("INC-1", "INC-2", "INC-3", "INC-4", "INC-5"));
    }

    @Test
    void words_that_belong_together_are_found_in_different_places() {
        IncidentId checkout = log.declare("Checkout fails", Severity.SEV2, "shop");
        var first = log.note(checkout, "The turbopump whistles");
        log.note(checkout, "A valve is open");
        log.declare("Checkout is slow", Severity.SEV3);
        applied.upTo(log);

        assertThat(found("checkout turbopump")).containsExactly("INC-1");
        assertThat(found("shop whistles valve")).containsExactly("INC-1");
        assertThat(found("checkout -valve")).containsExactly("INC-2");
        assertThat(found("\"whistles valve\"")).isEmpty();

        log.add(
                new TimelineEntryCorrected(
                        checkout, first, "The compressor whistles", null, "no", null, null));
        log.add(
                new IncidentDetailsChanged(
                        checkout, "Basket fails", null, null, null, null, null, null, null, null));
        applied.upTo(log);

        assertThat(found("checkout turbopump")).isEmpty();
        assertThat(found("turbopump")).isEmpty();
        assertThat(found("basket compressor valve")).containsExactly("INC-1");
    }

    @Test
    void a_timeline_longer_than_one_part_is_found_by_all_of_its_words() {
        IncidentId checkout = log.declare("Checkout fails", Severity.SEV2);
        for (int i = 0; i < 30; i++) {
            log.note(checkout, ("word" + i + " ") + "lorem ipsum ".repeat(500));
            if (i % 7 == 0) {
                applied.upTo(log);
            }
        }
        applied.upTo(log);

        for (int i = 0; i < 30; i++) {
            assertThat(found("checkout word" + i)).containsExactly("INC-1");
        }
        assertThat(found("checkout")).as("in every part").containsExactly("INC-1");
        assertThat(database.jdbc.queryForObject("select max(chars) from incident_text", Long.class))
                .isLessThan(60_000);
    }

    @Test
    void the_longest_texts_of_the_past_are_found_by_their_last_word() {
        IncidentId checkout =
                log.declare("Checkout fails " + "lorem ipsum ".repeat(8_300), Severity.SEV2);
        log.note(checkout, "short ".repeat(8_330));
        log.note(checkout, "dolor sit ".repeat(9_990) + "amet");
        log.note(checkout, "whistles");
        applied.upTo(log);

        assertThat(found("checkout short amet")).containsExactly("INC-1");
        assertThat(found("checkout whistles")).containsExactly("INC-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "q=checkout                                    | INC-3, INC-2, INC-1",
                "q=checkout&sort=number                        | INC-1, INC-2, INC-3",
                "q=checkout&severity=SEV2                      | INC-2, INC-1",
                "q=checkout&sort=severity                      | INC-1, INC-2, INC-3",
                "q=checkout&sort=-lastActivityAt               | INC-2, INC-3, INC-1",
                "q=checkout+whistles&sort=lastActivityAt       | INC-1, INC-2",
                "q=checkout+-whistles                          | INC-3, INC-2",
            })
    void what_has_the_words_is_turned_over_page_by_page_each_once(String asked, String numbers) {
        log.declare("Checkout fails, and whistles", Severity.SEV2);
        IncidentId longest = log.declare("Checkout is slow", Severity.SEV2);
        log.declare("Checkout is gone", Severity.SEV3);
        log.declare("Search is slow", Severity.SEV2);
        for (int i = 0; i < 15; i++) {
            log.later(Duration.ofMinutes(1)).note(longest, "lorem ipsum ".repeat(500));
        }
        log.note(longest, "It whistles");
        applied.upTo(log);
        assertThat(database.jdbc.queryForObject("select max(part) from incident_text", Long.class))
                .isPositive();

        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<IncidentState> page =
                    page(
                            UriComponentsBuilder.fromUriString("?" + asked.replace('+', ' '))
                                    .build()
                                    .getQueryParams()
                                    .toSingleValueMap(),
                            cursor);
            page.items().forEach(item -> seen.add(item.number()));
            cursor = cursor(page);
        } while (cursor != null);

        assertThat(seen).containsExactly(numbers.split(", "));
    }

    private List<String> found(String words) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setParameter("q", words);
        return search(request).items().stream().map(IncidentState::number).toList();
    }

    private Page<IncidentState> page(Map<String, String> asked, String cursor) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        asked.forEach(request::setParameter);
        request.setParameter("limit", "1");
        if (cursor != null) {
            request.setParameter("cursor", cursor);
        }
        return search(request);
    }

    private Page<IncidentState> search(MockHttpServletRequest request) {
        Snapshot view = new Snapshot(JdbcClient.create(database.jdbc), 1, log.head());
        return IncidentSearch.of(Asked.of(request, IncidentSearch.PARAMETERS), log.now())
                .page(view);
    }

    private static String cursor(Page<IncidentState> page) {
        return page.next() == null
                ? null
                : UriComponentsBuilder.fromUriString(page.next())
                        .build()
                        .getQueryParams()
                        .getFirst("cursor");
    }
}
