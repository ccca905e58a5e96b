package io.incidentledger.query.metrics;

import io.incidentledger.events.PublishedFigure;
import io.incidentledger.events.Severity;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Asked.Choice;
import io.incidentledger.query.request.Filter;
import io.incidentledger.query.request.Refusal.BadParameter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
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
 * @param services with one of these; of all services where there is none
 * @param severities with one of these; of all where there is none
 */
record MetricsQuestion(
        @Nullable Instant asOf,
        @Nullable Instant from,
        @Nullable Instant to,
        Belonging belonging,
        ZoneId zone,
        @Nullable Grouping by,
        Choice drill,
        Set<String> services,
        Set<Severity> severities) {

    static final String[] PARAMETERS = {
        "asOf", "from", "to", "clock", "zone", "by", "drill", "service", "severity"
    };

    static MetricsQuestion of(Asked asked) {
        Instant from = asked.time("from");
        Instant to = asked.time("to");
        if (from != null && to != null && !from.isBefore(to)) {
            throw new BadParameter("to", asked.text("to"), "a time after 'from'");
        }
        MetricsQuestion question =
                new MetricsQuestion(
                        asked.time("asOf"),
                        from,
                        to,
                        asked.word("clock", Belonging.class, Belonging.BEGAN),
                        asked.zone(),
                        asked.text("by") == null
                                ? null
                                : asked.word("by", Grouping.class, Grouping.SERVICE),
                        asked.choice("drill", Choice.FALSE),
                        asked.texts("service"),
                        asked.words("severity", Severity.class));
        if (question.asOf() != null && !question.mayBePast()) {
            throw new BadParameter(
                    "asOf",
                    asked.text("asOf"),
                    "by=team is not available as of a moment, since who owns a service is known as it"
                            + " stands now alone; by=service is");
        }
        return question;
    }

    /** Whether all that it rests on is known as of a moment, too. */
    boolean mayBePast() {
        return by != Grouping.TEAM;
    }

    /** The conditions on the table {@code i}. */
    Filter filter() {
        return new Filter().isOneOf("i.severity", severities).overlaps("i.services", services);
    }

    /** Whether a group of the report is of just the incidents that a figure is of. */
    boolean isOf(PublishedFigure figure) {
        return by != null
                && by.has(figure.period())
                && drill == Choice.FALSE
                && severities.isEmpty()
                && services.equals(figure.service() == null ? Set.of() : Set.of(figure.service()))
                && covers(begin(figure.period().firstDay()))
                && (to == null || !to.isBefore(begin(figure.period().dayAfter())));
    }

    private Instant begin(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    boolean covers(Instant when) {
        return (from == null || !when.isBefore(from)) && (to == null || when.isBefore(to));
    }
}
