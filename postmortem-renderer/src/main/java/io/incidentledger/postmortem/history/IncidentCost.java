package io.incidentledger.postmortem.history;

import io.incidentledger.events.Handle;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Role;
import io.incidentledger.events.Status;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the time of the people who worked on an incident cost.
 *
 * @param rule who counts, and for how long, in words
 * @param total of all people; null where it cannot be said
 * @param reason why it cannot be said, a clause without a full stop; null where it can
 * @param people those who are counted, in the order in which they took a role
 * @param uncounted roles that were held and have a rate, but nobody recorded when they were taken,
 *     or too little is known of the times for how long
 */
public record IncidentCost(
        String rule,
        String currency,
        @Nullable BigDecimal total,
        @Nullable String reason,
        List<Person> people,
        List<RoleHeld> uncounted) {

    private static final String RULE =
            "Whoever held a role that has a rate counts from taking it until giving it up, at the"
                    + " latest until the incident was resolved, without what it was held to be over until"
                    + " it was reopened; where roles of one person overlap, the"
                    + " dearest counts. Who only wrote counts for nothing: nobody recorded for how"
                    + " long.";

    private static final BigDecimal SECONDS_OF_AN_HOUR = BigDecimal.valueOf(3_600);

    public IncidentCost {
        people = List.copyOf(people);
        uncounted = List.copyOf(uncounted);
    }

    /** What somebody's time cost, and what it comes from. */
    public record Person(Handle person, Duration time, BigDecimal cost, List<Part> parts) {}

    /**
     * A role that somebody held.
     *
     * @param to when it was given up, or the incident was resolved
     * @param toPosition the event that says so
     */
    public record Part(
            Role role,
            Instant from,
            long fromPosition,
            Instant to,
            long toPosition,
            BigDecimal hourlyRate) {}

    /**
     * @param rates by role, for an hour
     * @param digits after the decimal point of the currency
     */
    public static IncidentCost of(
            IncidentHistory history, String currency, int digits, Map<Role, BigDecimal> rates) {
        Measured incident = history.state().measured();
        Reached resolved = incident.milestone(Milestone.RESOLVED);
        if (resolved == null || incident.measurable(Milestone.RESOLVED) == null) {
            return new IncidentCost(
                    RULE, currency, null, withoutEnd(incident), List.of(), List.of());
        }
        Map<Handle, List<Part>> parts = new LinkedHashMap<>();
        List<RoleHeld> uncounted = new ArrayList<>();
        for (Span<RoleHeld> held : history.roles()) {
            BigDecimal rate = rates.get(held.value().role());
            if (rate == null) {
                continue;
            }
            Moment from = held.from();
            if (from == null || !from.precision().measurable()) {
                uncounted.add(held.value());
                continue;
            }
            Reached end = end(held, resolved);
            if (Metrics.open(from, end.at())) {
                uncounted.add(held.value());
            } else if (from.at().isBefore(end.at().at())) {
                parts.computeIfAbsent(held.value().holder(), holder -> new ArrayList<>())
                        .add(
                                new Part(
                                        held.value().role(),
                                        from.at(),
                                        held.fromPosition(),
                                        end.at().at(),
                                        end.position(),
                                        rate));
            }
        }
        List<Person> people =
                parts.entrySet().stream()
                        .map(
                                entry ->
                                        person(
                                                entry.getKey(),
                                                entry.getValue(),
                                                history.pauses(),
                                                digits))
                        .toList();
        return new IncidentCost(
                RULE,
                currency,
                people.stream().map(Person::cost).reduce(BigDecimal.ZERO, BigDecimal::add),
                null,
                people,
                uncounted);
    }

    private static String withoutEnd(Measured incident) {
        return switch (incident.status()) {
            case CANCELLED -> "it was cancelled, not resolved";
            case MERGED -> "it was merged, not resolved";
            case TRIAGE, INVESTIGATING, IDENTIFIED, MONITORING, RESOLVED, CLOSED ->
                    incident.ongoing()
                            ? "not yet resolved"
                            : "nobody recorded when it was resolved";
        };
    }

    private static Reached end(Span<RoleHeld> held, Reached resolved) {
        Moment given = held.to();
        Long at = held.toPosition();
        return given != null
                        && at != null
                        && given.precision().measurable()
                        && given.at().isBefore(resolved.at().at())
                ? new Reached(given, at)
                : resolved;
    }

    private static Person person(
            Handle person, List<Part> parts, List<Span<Status>> pauses, int digits) {
        TreeSet<Instant> bounds = new TreeSet<>();
        parts.forEach(part -> bounds.addAll(List.of(part.from, part.to)));
        pauses.forEach(pause -> bounds.addAll(pause.bounds()));
        Duration time = Duration.ZERO;
        BigDecimal cost = BigDecimal.ZERO;
        Instant since = bounds.first();
        for (Instant until : bounds.tailSet(since, false)) {
            Instant begin = since;
            BigDecimal rate =
                    parts.stream()
                            .filter(part -> !part.from.isAfter(begin) && part.to.isAfter(begin))
                            .map(Part::hourlyRate)
                            .max(Comparator.naturalOrder())
                            .orElse(null);
            boolean paused = pauses.stream().anyMatch(pause -> pause.covers(begin));
            if (rate != null && !paused) {
                Duration length = Duration.between(begin, until);
                time = time.plus(length);
                cost = cost.add(rate.multiply(BigDecimal.valueOf(length.toSeconds())));
            }
            since = until;
        }
        return new Person(
                person,
                time,
                cost.divide(SECONDS_OF_AN_HOUR, digits, RoundingMode.HALF_UP),
                List.copyOf(parts));
    }
}
