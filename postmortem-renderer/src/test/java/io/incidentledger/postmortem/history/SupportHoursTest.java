package io.incidentledger.postmortem.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupportHoursTest {
    private static final SupportHours OFFICE =
            SupportHours.of(
                    "Europe/London",
                    List.of("mon-fri 09:00-18:00"),
                    List.of(LocalDate.parse("2026-12-25")));

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    2026-11-20T10:00Z, 2026-11-20T11:30Z, PT1H30M
                    2026-11-20T17:00Z, 2026-11-23T10:00Z, PT2H
                    2026-11-21T00:00Z, 2026-11-22T00:00Z, PT0S
                    2026-12-24T17:00Z, 2026-12-28T10:00Z, PT2H
                    2026-12-25T10:00Z, 2026-12-25T12:00Z, PT0S
                    2026-11-20T11:30Z, 2026-11-20T10:00Z, PT-1H-30M
                    2025-11-20T10:00Z, 2026-11-20T10:00Z, PT2349H
                    """)
    void only_the_hours_of_the_week_count(String from, String to, Duration within) {
        assertThat(OFFICE.within(at(from), at(to))).isEqualTo(within);
    }

    @Test
    void a_published_log_that_counts_days_of_seven_and_a_half_hours_comes_out_to_the_minute() {
        SupportHours published =
                SupportHours.of("Europe/London", List.of("mon-fri 09:00-16:30"), List.of());

        assertThat(published.within(at("2023-08-04T08:14Z"), at("2023-08-10T11:28Z")))
                .isEqualTo(Duration.parse("PT33H14M"));
        assertThat(published.within(at("2023-08-04T08:14Z"), at("2023-08-10T13:47Z")))
                .isEqualTo(Duration.parse("PT35H33M"));
    }

    @Property(tries = 60)
    void hours_equal_a_walk_minute_by_minute_over_every_change_of_the_clocks(@ForAll long seed) {
        Random random = new Random(seed);
        String zone =
                List.of("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")
                        .get(random.nextInt(4));
        SupportHours hours =
                SupportHours.of(
                        zone,
                        List.of(
                                "mon-fri 09:00-12:30",
                                "mon-thu 13:15-18:00",
                                "sat-sun 00:30-01:45",
                                "sun 02:10-24:00"),
                        List.of(LocalDate.parse("2026-03-30"), LocalDate.parse("2026-10-25")));
        // All zones change their clocks within these weeks.
        Instant start =
                at(random.nextBoolean() ? "2026-03-05T00:00Z" : "2026-09-28T00:00Z")
                        .plus(Duration.ofMinutes(random.nextInt(40 * 24 * 60)));
        int minutes = random.nextInt(8 * 24 * 60);

        long walked = 0;
        for (int i = 0; i < minutes; i++) {
            walked += open(hours, start.plus(Duration.ofMinutes(i))) ? 1 : 0;
        }

        assertThat(hours.within(start, start.plus(Duration.ofMinutes(minutes))))
                .isEqualTo(Duration.ofMinutes(walked));
    }

    private static boolean open(SupportHours hours, Instant instant) {
        ZonedDateTime local = instant.atZone(hours.zone());
        int minute = local.toLocalTime().toSecondOfDay() / 60;
        return !hours.holidays().contains(local.toLocalDate())
                && hours.week().getOrDefault(local.getDayOfWeek(), List.of()).stream()
                        .anyMatch(open -> open.from() <= minute && minute < open.to());
    }

    @Test
    void a_typing_error_in_a_year_takes_no_longer_than_it_should() {
        assertThat(OFFICE.within(at("0001-01-01T00:00Z"), at("9999-12-31T00:00Z")))
                .isGreaterThan(Duration.ofDays(365_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mon",
                "mon-fri",
                "mon-fri 9-18",
                "mon-fri 18:00-09:00",
                "mon-fri 09:00-09:00",
                "mon-fri 09:00-25:00",
                "monday 09:00-18:00"
            })
    void what_are_no_hours_is_refused_by_name(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SupportHours.of("UTC", List.of(line), List.of()))
                .withMessageContaining("'" + line + "'")
                .withMessageContaining("mon-fri 09:00-18:00");
    }

    @Test
    void hours_over_others_and_unknown_zones_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SupportHours.of(
                                        "UTC",
                                        List.of("mon-fri 09:00-12:00", "fri 11:00-13:00"),
                                        List.of()))
                .withMessageContaining("'fri 11:00-13:00'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SupportHours.of("Mars/Base", List.of(), List.of()))
                .withMessageContaining("'Mars/Base'");
    }

    private static Instant at(String time) {
        return Instant.parse(time.replace("Z", ":00Z"));
    }
}
