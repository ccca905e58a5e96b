package io.incidentledger.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingHoursTest {
    private static final WorkingHours HOURS =
            new WorkingHours(List.of("mon-thu 09:00-17:30", "fri-mon 22:00-24:00"));

    /** The 2nd of November 2026 is a Monday. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-02T09:00, true",
        "2026-11-02T08:59:59, false",
        "2026-11-02T17:29:59, true",
        "2026-11-02T17:30, false",
        "2026-11-02T23:59, true",
        "2026-11-03T23:00, false",
        "2026-11-06T10:00, false",
        "2026-11-08T22:30, true"
    })
    void the_wall_clock_is_within_or_not(LocalDateTime clock, boolean within) {
        assertThat(HOURS.include(clock)).isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mon",
                "mon-fri 9-18",
                "mon-fri 18:00-09:00",
                "mon-fri 09:00-09:00",
                "mon-fri 09:00-25:00",
                "monday 09:00-18:00",
                " mon 09:00-18:00"
            })
    void what_are_no_hours_is_refused_by_name(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkingHours(List.of(line)))
                .withMessageContaining("'" + line + "'")
                .withMessageContaining("mon-fri 09:00-17:30");
    }

    @Test
    void hours_over_others_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new WorkingHours(
                                        List.of("mon-fri 09:00-12:00", "sun-mon 11:59-13:00")))
                .withMessageContaining("'sun-mon 11:59-13:00'");
    }
}
