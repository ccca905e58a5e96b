package io.incidentledger.postmortem.history;

import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneOrder;
import io.incidentledger.events.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Finds what does not go together in the record of an incident. */
public final class Contradictions {
    private Contradictions() {}

    /** What of an incident contradicts itself: the order of times first, then what is stated. */
    public static List<Contradiction> of(Measured incident, @Nullable SupportHours hours) {
        List<Contradiction> found = new ArrayList<>();
        for (MilestoneOrder expected : MilestoneOrder.contradictedBy(incident.times())) {
            Reached first = Objects.requireNonNull(incident.milestone(expected.first()));
            Reached then = Objects.requireNonNull(incident.milestone(expected.then()));
            found.add(
                    new Contradiction.OutOfOrder(
                            expected.first(),
                            expected.then(),
                            Duration.between(then.at().at(), first.at().at()),
                            List.of(first.position(), then.position())));
        }
        Reached sent = incident.firstTold();
        Reached told = incident.milestone(Milestone.PUBLIC_TOLD);
        if (sent != null && told != null && sent.at().surelyBefore(told.at())) {
            found.add(
                    new Contradiction.ToldEarlier(
                            Duration.between(sent.at().at(), told.at().at()),
                            List.of(sent.position(), told.position())));
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
        if (!from.at().mayLast(stated.duration(), to.at(), Duration::between)
                && (hours == null
                        || !from.at().mayLast(stated.duration(), to.at(), hours::within))) {
            found.add(
                    new Contradiction.StatedOtherwise(
                            metric,
                            stated.duration(),
                            took(from.at(), to.at(), Duration::between),
                            hours == null ? null : took(from.at(), to.at(), hours::within),
                            List.of(from.position(), to.position(), stated.position())));
        }
    }

    /** As the times stand; at most where these say nothing of how long it was. */
    private static Duration took(
            Moment from, Moment to, BiFunction<Instant, Instant, Duration> clock) {
        return Metrics.open(from, to)
                ? clock.apply(from.earliest(), to.latest())
                : clock.apply(from.at(), to.at());
    }

    /** What is known lies in what is stated, or around it: of all of these, what it misses most. */
    private static void against(
            Interval metric,
            Stated stated,
            Measured incident,
            @Nullable SupportHours hours,
            List<Contradiction> found) {
        Duration most = Moment.ROUNDED;
        Contradiction worst = null;
        for (MilestoneOrder expected : MilestoneOrder.ALL) {
            Reached from = incident.milestone(expected.first());
            Reached to = incident.milestone(expected.then());
            if (from == null
                    || to == null
                    || !measurable(from, to)
                    || to.at().surelyBefore(from.at())) {
                continue;
            }
            Interval other = new Interval(expected.first(), expected.then());
            Duration missed = Duration.ZERO;
            if (lies(other, metric)) {
                Instant begun = from.at().latest();
                Instant ended = to.at().earliest();
                Duration least =
                        hours == null ? Duration.between(begun, ended) : hours.within(begun, ended);
                missed = least.minus(stated.duration());
            } else if (lies(metric, other)) {
                missed =
                        stated.duration()
                                .minus(Duration.between(from.at().earliest(), to.at().latest()));
            }
            if (missed.compareTo(most) > 0) {
                most = missed;
                worst =
                        new Contradiction.StatedAgainst(
                                metric,
                                stated.duration(),
                                other,
                                took(from.at(), to.at(), Duration::between),
                                hours == null ? null : took(from.at(), to.at(), hours::within),
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
}
