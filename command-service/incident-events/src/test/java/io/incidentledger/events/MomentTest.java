package io.incidentledger.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTest {
    @ParameterizedTest
    @CsvSource({
        "10:00, EXACT, 10:01, EXACT, true",
        "10:00, EXACT, 10:00, EXACT, false",
        "10:00, DERIVED, 10:01, EXACT, true",
        // A quarter of an hour to either side, also between two of them.
        "10:00, ABOUT, 10:15, EXACT, false",
        "10:00, ABOUT, 10:16, EXACT, true",
        "10:00, EXACT, 10:15, ABOUT, false",
        "10:00, EXACT, 10:16, ABOUT, true",
        "10:00, ABOUT, 10:30, ABOUT, false",
        "10:00, ABOUT, 10:31, ABOUT, true",
        // No later than: any time before.
        "09:00, EXACT, 11:00, BY, false",
        "10:00, BY, 11:00, BY, false",
        "10:00, BY, 10:01, EXACT, true",
        // The hour that holds both; the one before it.
        "14:10, EXACT, 14:30, HOUR, false",
        "14:30, HOUR, 14:50, EXACT, false",
        "13:59, EXACT, 14:30, HOUR, true",
        "13:00, HOUR, 14:00, HOUR, true",
        "14:00, HOUR, 14:00, HOUR, false",
        // The day that holds both.
        "00:00, DAY, 14:00, EXACT, false",
        "14:00, EXACT, 00:00, DAY, false",
        "09:00, ORDER, 14:00, EXACT, false",
        "09:00, EXACT, 14:00, ORDER, false"
    })
    void what_may_have_been_at_the_same_time_is_not_surely_before(
            String one, Precision precise, String other, Precision asPrecise, boolean before) {
        assertThat(at(one, precise).surelyBefore(at(other, asPrecise))).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-01, 2026-03-02, true", "2026-03-02, 2026-03-02, false"})
    void one_date_is_surely_before_the_next_one(String one, String other, boolean before) {
        assertThat(day(one).surelyBefore(day(other))).isEqualTo(before);
    }

    private static Moment day(String date) {
        return new Moment(Instant.parse(date + "T00:00:00Z"), Precision.DAY);
    }

    private static Moment at(String clock, Precision precision) {
        return new Moment(Instant.parse("2026-03-02T" + clock + ":00Z"), precision);
    }
}
