package io.incidentledger.query.metrics;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.incidentledger.events.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;

/** By what the incidents of a report are told apart. */
enum Grouping {
    @JsonProperty("service")
    SERVICE,
    @JsonProperty("severity")
    SEVERITY,
    /** Who answers for its services, by the catalogue as it is now. */
    @JsonProperty("team")
    TEAM,
    @JsonProperty("cause")
    CAUSE,
    @JsonProperty("month")
    MONTH,
    @JsonProperty("quarter")
    QUARTER;

    /** What stands for an absent service, severity, team or cause. */
    static final String NONE = "none";

    /** Between a typing error in a year and today there are thousands of months. */
    private static final int MOST_PERIODS = 400;

    boolean period() {
        return switch (this) {
            case MONTH, QUARTER -> true;
            case SERVICE, SEVERITY, TEAM, CAUSE -> false;
        };
    }

    /** The groups of an incident; of several services, teams or causes, several. */
    List<String> groups(MeasuredIncident incident, ZoneId zone) {
        return switch (this) {
            case SERVICE -> incident.services().isEmpty() ? List.of(NONE) : incident.services();
            case TEAM -> incident.teams().isEmpty() ? List.of(NONE) : incident.teams();
            case SEVERITY ->
                    List.of(incident.severity() == null ? NONE : incident.severity().name());
            case CAUSE -> incident.causes().isEmpty() ? List.of(NONE) : incident.causes();
            case MONTH, QUARTER -> List.of(name(incident.when().atZone(zone)));
        };
    }

    /** All periods from one to another, those without an incident too, unless they are too many. */
    List<String> from(String first, String last) {
        List<String> names = new ArrayList<>();
        YearMonth month = YearMonth.from(new Period(first).firstDay());
        String name = first;
        while (names.size() < MOST_PERIODS) {
            names.add(name);
            if (name.equals(last)) {
                return names;
            }
            month = month.plusMonths(this == QUARTER ? 3 : 1);
            name = name(month.atDay(1).atStartOfDay(ZoneOffset.UTC));
        }
        return List.of();
    }

    /** Whether it is a group of this. */
    boolean has(Period period) {
        return this == (period.quarter() ? QUARTER : MONTH);
    }

    private String name(ZonedDateTime time) {
        return this == QUARTER
                ? "%04d-Q%d".formatted(time.getYear(), time.get(IsoFields.QUARTER_OF_YEAR))
                : "%04d-%02d".formatted(time.getYear(), time.getMonthValue());
    }
}
