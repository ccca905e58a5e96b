package io.incidentledger.query.metrics;

import io.incidentledger.postmortem.history.SupportHours;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When somebody is there, under {@code ledger.query.support-hours}: metrics then say beside the
 * elapsed time how much of it was within. What cannot be meant stops the start, by name.
 *
 * @param zone on whose wall clock, {@code Europe/London}. Default: {@code UTC}
 * @param week {@code mon-fri 09:00-18:00}, {@code sat 10:00-14:00}; {@code 24:00} is midnight, and
 *     a day that none names is closed. Default: none, and nothing is counted within
 * @param holidays dates on which nobody is there, {@code 2026-12-25}. Default: none. Those of past
 *     years count for past incidents: leave them
 */
@ConfigurationProperties("ledger.query.support-hours")
public record SupportSettings(
        @DefaultValue("UTC") String zone,
        @DefaultValue List<String> week,
        @DefaultValue List<LocalDate> holidays) {

    public SupportSettings {
        SupportHours.of(zone, week, holidays);
    }

    /** Null where none are configured. */
    public @Nullable SupportHours hours() {
        return week.isEmpty() ? null : SupportHours.of(zone, week, holidays);
    }
}
