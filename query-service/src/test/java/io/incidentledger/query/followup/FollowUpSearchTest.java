package io.incidentledger.query.followup;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentMerged;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.OtherMergedIn;
import io.incidentledger.events.Severity;
import io.incidentledger.query.Database;
import io.incidentledger.query.WrittenLog;
import io.incidentledger.query.follow.AppliedLog;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Filter;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;

class FollowUpSearchTest {
    private final WrittenLog log = new WrittenLog();

    @Test
    void the_follow_ups_of_what_was_merged_are_found_with_the_one_that_goes_on() {
        IncidentId first = log.declare("Cart fails", Severity.SEV3);
        IncidentId second = log.declare("Checkout fails", Severity.SEV2);
        IncidentId third = log.declare("Database down", Severity.SEV1);
        log.followUp(first, "Watch the cart", null, "2026-04-01");
        log.followUp(second, "Watch the checkout", null, "2026-04-01");
        log.followUp(third, "Watch the database", null, "2026-04-01");
        merge(first, second);
        merge(second, third);
        // No order does this, but a log may hold anything.
        merge(third, first);

        assertThat(titles("INC-3"))
                .containsExactlyInAnyOrder(
                        "Watch the cart", "Watch the checkout", "Watch the database");
        assertThat(titles(second.toString())).contains("Watch the cart", "Watch the checkout");
        assertThat(titles("INC-9")).isEmpty();
    }

    @Test
    void as_of_before_a_merge_there_are_only_those_that_belonged_to_it_then() {
        IncidentId first = log.declare("Cart fails", Severity.SEV3);
        IncidentId second = log.declare("Checkout fails", Severity.SEV2);
        log.followUp(first, "Watch the cart", null, "2026-04-01");
        log.followUp(second, "Watch the checkout", null, "2026-04-01");
        long before = log.head();
        merge(first, second);

        assertThat(titles("INC-2", before)).containsExactly("Watch the checkout");
        assertThat(titles("INC-1", before)).containsExactly("Watch the cart");
        assertThat(titles("INC-2", log.head()))
                .containsExactlyInAnyOrder("Watch the cart", "Watch the checkout");
    }

    private void merge(IncidentId incident, IncidentId into) {
        log.add(new OtherMergedIn(into, new OtherIncident(incident, null), null, null));
        log.add(
                new IncidentMerged(
                        incident, new OtherIncident(into, null), "one fault", null, null));
    }

    private List<String> titles(String incident) {
        return titles(incident, log.head());
    }

    private List<String> titles(String incident, long at) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setParameter("incident", incident);
        Filter filter =
                FollowUpSearch.list(
                        Asked.of(request, FollowUpSearch.LIST_PARAMETERS),
                        at,
                        LocalDate.parse("2026-03-02"));
        try (Database database = Database.fresh()) {
            AppliedLog.apply(database, log);
            return JdbcClient.create(database.jdbc)
                    .sql(
                            "select f.words from "
                                    + ReportedFollowUp.TABLES
                                    + " where "
                                    + filter.sql())
                    .params(filter.parameters())
                    .query(String.class)
                    .list()
                    .stream()
                    .map(words -> words.lines().skip(1).findFirst().orElseThrow())
                    .toList();
        }
    }
}
