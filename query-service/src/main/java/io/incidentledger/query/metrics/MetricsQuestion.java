package io.incidentledger.query.metrics;

import io.incidentledger.events.Severity;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Asked.Choice;
import io.incidentledger.query.request.Filter;
import io.incidentledger.query.request.Refusal.BadParameter;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the metrics of many incidents.
 *
 * @param asOf as they were known then; null for now
 * @param from the first instant to which they belong, inclusive; null for no bound
 * @param to exclusive; null for no bound
 * @param zone in which periods begin
 * @param by null for all together
 * @param drill those that are drills, those that are none, or both
 * @param filter further conditions on the table {@code i}
 */
record MetricsQuestion(
        @Nullable Instant asOf,
        @Nullable Instant from,
        @Nullable Instant to,
        Belonging belonging,
        ZoneId zone,
        @Nullable Grouping by,
        Choice drill,
        Filter filter) {

    static final String[] PARAMETERS = {
        "asOf", "from", "to", "clock", "zone", "by", "drill", "service", "severity"
    };

    static MetricsQuestion of(Asked asked) {
        Instant from = asked.time("from");
        Instant to = asked.time("to");
        if (from != null && to != null && !from.isBefore(to)) {
            throw new BadParameter("to", asked.text("to"), "a time after 'from'");
        }
        return new MetricsQuestion(
                asked.time("asOf"),
                from,
                to,
                asked.word("clock", Belonging.class, Belonging.BEGAN),
                asked.zone(),
                asked.text("by") == null
                        ? null
                        : asked.word("by", Grouping.class, Grouping.SERVICE),
                asked.choice("drill", Choice.FALSE),
                new Filter()
                        .isOneOf("i.severity", asked.words("severity", Severity.class))
                        .overlaps("i.services", asked.texts("service")));
    }

    boolean covers(Instant when) {
        return (from == null || !when.isBefore(from)) && (to == null || when.isBefore(to));
    }
}
