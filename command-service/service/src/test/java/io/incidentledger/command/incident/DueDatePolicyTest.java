package io.incidentledger.command.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.events.DueDate;
import io.incidentledger.events.DueDateSource;
import io.incidentledger.events.Priority;
import io.incidentledger.events.Severity;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueDatePolicyTest {
    @ParameterizedTest
    @CsvSource({
        // resolved on a Friday, a Saturday, a Sunday, a Monday
        "2026-11-20, SEV1, HIGH,   2026-12-01",
        "2026-11-21, SEV1, HIGH,   2026-12-01",
        "2026-11-22, SEV1, HIGH,   2026-12-01",
        "2026-11-23, SEV1, HIGH,   2026-12-02",
        "2026-11-20, SEV2, LOW,    2026-12-10",
        "2026-11-20, SEV3, MEDIUM, 2027-01-01",
        "2026-11-20, SEV4, HIGH,   2027-02-12",
        "2026-11-20, SEV5, HIGH,   2027-02-12",
        "2026-11-20,     , HIGH,   2026-12-01",
        "2026-11-20, SEV5, URGENT, 2026-11-25",
        "2026-11-20, SEV1, URGENT, 2026-11-25",
    })
    void business_days_after_the_resolution(
            LocalDate resolved, Severity severity, Priority priority, LocalDate due) {
        assertThat(DueDatePolicy.STANDARD.due(resolved, severity, priority))
                .isEqualTo(new DueDate(due, DueDateSource.POLICY, "standard/1"));
    }

    @Test
    void no_date_is_on_a_weekend() {
        for (LocalDate day = LocalDate.parse("2026-01-01");
                day.getYear() == 2026;
                day = day.plusDays(1)) {
            for (Severity severity : Severity.values()) {
                assertThat(
                                DueDatePolicy.STANDARD
                                        .due(day, severity, Priority.HIGH)
                                        .date()
                                        .getDayOfWeek())
                        .isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
            }
        }
    }

    @Test
    void a_policy_names_every_severity() {
        assertThatThrownBy(() -> new DueDatePolicy("hasty", 1, Map.of(Severity.SEV1, 1), 1))
                .hasMessageContaining("SEV2");
    }
}
