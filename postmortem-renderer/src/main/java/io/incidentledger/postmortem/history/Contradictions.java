package io.incidentledger.postmortem.history;

import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneOrder;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what does not go together in the record of an incident. */
public final class Contradictions {
    /** Who states minutes has cut or rounded. */
    private static final Duration ROUNDED = Duration.ofMinutes(1);

    /** Who says "about" means a quarter of an hour, more or less. */
    private static final Duration ABOUT = Duration.ofMinutes(15);

    /** Longer than anything lasts. */
    private static final Duration LONG_BEFORE = Duration.ofDays(10_000 * 366L);

    private Contradictions() {}

    /** What of an incident contradicts itself: the order of times first, then what is stated. */
    public static List<Contradiction> of(Measured incident, @Nullable SupportHours hours) {
        List<Contradiction> found = new ArrayList<>();
        Set<Milestone> exact =
                incident.milestones().entrySet().stream()
                        .filter(it -> it.getValue().at().precision() == Precision.EXACT)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        for (MilestoneOrder expected : MilestoneOrder.ALL) {
            Reached first = incident.milestone(expected.first());
            Reached then = incident.milestone(expected.then());
            if (first != null
                    && then != null
                    && !expected.toldOfAnother(exact)
                    && !mayFollow(first.at(), then.at())) {
                found.add(
                        new Contradiction.OutOfOrder(
                                expected.first(),
                                expected.then(),
                                Duration.between(then.at().at(), first.at().at()),
                                List.of(first.position(), then.position())));
            }
        }
        incident.stated()
                .forEach(
                        (metric, stated) -> {
                            Reached from = incident.milestone(metric.from());
                            Reached to = incident.milestone(metric.to());
                            if (from == null || to == null) {
                                against(metric, stated, incident, hours, found);
                            } else if (measurable(from, to)) {
                                stated(metric, stated, from, to, hours, found);
                            }
                        });
        return found;
    }

    private static void stated(
            Interval metric,
            Stated stated,
            Reached from,
            Reached to,
            @Nullable SupportHours hours,
            List<Contradiction> found) {
        Instant start = from.at().at();
        Instant end = to.at().at();
        Duration within = hours == null ? null : hours.within(start, end);
        boolean possible =
                !stated.duration()
                                .plus(ROUNDED)
                                .minus(Duration.between(latest(from.at()), earliest(to.at())))
                                .isNegative()
                        && !Duration.between(earliest(from.at()), latest(to.at()))
                                .minus(stated.duration())
                                .plus(ROUNDED)
                                .isNegative();
        boolean inHours =
                within != null && within.minus(stated.duration()).abs().compareTo(ROUNDED) <= 0;
        if (!possible && !inHours) {
            found.add(
                    new Contradiction.StatedOtherwise(
                            metric,
                            stated.duration(),
                            Duration.between(start, end),
                            within,
                            List.of(from.position(), to.position(), stated.position())));
        }
    }

    /** What is known lies in what is stated, or around it: of all of these, what it misses most. */
    private static void against(
            Interval metric,
            Stated stated,
            Measured incident,
            @Nullable SupportHours hours,
            List<Contradiction> found) {
        Duration most = ROUNDED;
        Contradiction worst = null;
        for (MilestoneOrder expected : MilestoneOrder.ALL) {
            Reached from = incident.milestone(expected.first());
            Reached to = incident.milestone(expected.then());
            if (from == null
                    || to == null
                    || !measurable(from, to)
                    || !mayFollow(from.at(), to.at())) {
                continue;
            }
            Interval other = new Interval(expected.first(), expected.then());
            Duration within = hours == null ? null : hours.within(from.at().at(), to.at().at());
            Duration missed = Duration.ZERO;
            if (lies(other, metric)) {
                Duration least = Duration.between(latest(from.at()), earliest(to.at()));
                missed = (within == null ? least : within).minus(stated.duration());
            } else if (lies(metric, other)) {
                missed =
                        stated.duration()
                                .minus(Duration.between(earliest(from.at()), latest(to.at())));
            }
            if (missed.compareTo(most) > 0) {
                most = missed;
                worst =
                        new Contradiction.StatedAgainst(
                                metric,
                                stated.duration(),
                                other,
                                Duration.between(from.at().at(), to.at().at()),
                                within,
                                List.of(from.position(), to.position(), stated.position()));
            }
        }
        if (worst != null) {
            found.add(worst);
        }
    }

    private static boolean lies(Interval part, Interval whole) {
        return notAfter(whole.from(), part.from()) && notAfter(part.to(), whole.to());
    }

    private static boolean notAfter(Milestone first, Milestone then) {
        return first == then || MilestoneOrder.ALL.contains(new MilestoneOrder(first, then));
    }

    private static boolean measurable(Reached from, Reached to) {
        return from.at().precision().measurable() && to.at().precision().measurable();
    }

    private static boolean mayFollow(Moment first, Moment then) {
        if (!first.precision().measurable() || !then.precision().measurable()) {
            return true;
        }
        // Two days of one record are days of one zone, whichever it is; so are two hours.
        return !latest(then).isBefore(earliest(first))
                && !(first.precision() == then.precision()
                        && !then.at().plus(unit(then.precision())).isAfter(first.at())
                        && then.at().isBefore(first.at()));
    }

    private static Instant earliest(Moment moment) {
        return switch (moment.precision()) {
            case EXACT, DERIVED, ORDER -> moment.at();
            case ABOUT -> moment.at().minus(ABOUT);
            // Any time before: nothing begins earlier than times are taken.
            case BY -> moment.at().minus(LONG_BEFORE);
            case HOUR -> moment.at().truncatedTo(ChronoUnit.HOURS);
            case DAY -> moment.at().truncatedTo(ChronoUnit.DAYS);
        };
    }

    private static Instant latest(Moment moment) {
        return switch (moment.precision()) {
            case EXACT, DERIVED, ORDER, BY, HOUR -> moment.latest();
            case ABOUT -> moment.at().plus(ABOUT);
            // Its midnight may be that of another zone.
            case DAY -> moment.at().plus(1, ChronoUnit.DAYS);
        };
    }

    private static Duration unit(Precision precision) {
        return switch (precision) {
            case EXACT, ABOUT, DERIVED, ORDER, BY -> Duration.ZERO;
            case HOUR -> Duration.ofHours(1);
            case DAY -> Duration.ofDays(1);
        };
    }
}
