package io.incidentledger.command.incident;

import io.incidentledger.events.DueDate;
import io.incidentledger.events.DueDateSource;
import io.incidentledger.events.Priority;
import io.incidentledger.events.Severity;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a follow-up is due: so many business days (Monday to Friday, no holidays yet) after the day
 * of the resolution in UTC, by severity; urgent ones sooner.
 *
 * @param name with the version, what an event says set its date
 * @param businessDays for every severity, at least 1
 * @param urgentAtMost business days for an urgent follow-up, whatever the severity; at least 1
 */
public record DueDatePolicy(
        String name, int version, Map<Severity, Integer> businessDays, int urgentAtMost) {
    /** The policy of the domain, where nothing else is configured. */
    public static final DueDatePolicy STANDARD =
            new DueDatePolicy(
                    "standard",
                    1,
                    Map.of(
                            Severity.SEV1, 7,
                            Severity.SEV2, 14,
                            Severity.SEV3, 30,
                            Severity.SEV4, 60,
                            Severity.SEV5, 60),
                    3);

    public DueDatePolicy {
        businessDays = Map.copyOf(businessDays);
        for (Severity severity : Severity.values()) {
            Integer days = businessDays.get(severity);
            if (days == null || days < 1) {
                throw new IllegalArgumentException(
                        "the due-date policy needs at least 1 business day for " + severity);
            }
        }
        if (urgentAtMost < 1) {
            throw new IllegalArgumentException("urgent follow-ups need at least 1 business day");
        }
    }

    /** Unknown severity counts as SEV1: unsure means the higher. */
    public DueDate due(LocalDate resolved, @Nullable Severity severity, Priority priority) {
        int days = businessDays.getOrDefault(severity == null ? Severity.SEV1 : severity, 1);
        if (priority == Priority.URGENT) {
            days = Math.min(days, urgentAtMost);
        }
        return new DueDate(
                plusBusinessDays(resolved, days), DueDateSource.POLICY, name + "/" + version);
    }

    private static LocalDate plusBusinessDays(LocalDate from, int days) {
        LocalDate day = from;
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            if (day.getDayOfWeek() != DayOfWeek.SATURDAY
                    && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                left--;
            }
        }
        return day;
    }
}
