package io.incidentledger.reliability.check;

import io.incidentledger.reliability.check.Fault.Kind;
import io.incidentledger.reliability.history.Answer;
import io.incidentledger.reliability.history.Asked.Order;
import io.incidentledger.reliability.history.Exchange;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Judges the answers to orders that recorded nothing: a state of the incident from the time of the
 * request must explain each. One that only an older state explains came from a node that no longer
 * knew what was going on.
 */
final class Answered {
    /** That somebody came between is always true in a crowd, and harmless: nothing was recorded. */
    private static final Set<String> EXPLAINED_BY_THE_CROWD = Set.of("conflict");

    private static final Set<String> EXPLAINED_BY_STATE = Set.of("refused", "moved", "not-found");

    private final Ledger ledger;
    private final RealTime realTime;
    private final Faults faults;

    Answered(Ledger ledger, RealTime realTime, Faults faults) {
        this.ledger = ledger;
        this.realTime = realTime;
        this.faults = faults;
    }

    /**
     * @param own the position of the order's own first event, or {@link Long#MAX_VALUE}: before it
     *     the order was new, from there on it is answered as recorded
     */
    void judge(Order order, Exchange attempt, long own) {
        switch (attempt.answer()) {
            case Answer.Refused it -> {
                if (EXPLAINED_BY_STATE.contains(it.problem())) {
                    explain(order, attempt, own, state -> refuses(state, order, it));
                } else if (!EXPLAINED_BY_THE_CROWD.contains(it.problem())) {
                    unexpected(order, attempt);
                }
            }
            case Answer.Acknowledged it -> {
                if (!it.changed()) {
                    explain(order, attempt, own, state -> leaves(state, order, it));
                }
            }
            case Answer.Unavailable it -> {
                if (it.status() != 503 && it.status() != 429) {
                    unexpected(order, attempt);
                }
            }
            case Answer.Unknown it -> {
                if (it.status() != 0 && it.status() != 503) {
                    unexpected(order, attempt);
                }
            }
            case Answer.Seen it -> unexpected(order, attempt);
        }
    }

    private void explain(Order order, Exchange attempt, long own, Predicate<Incident> fits) {
        String incident = order.incident();
        if (incident == null) {
            unexpected(order, attempt);
            return;
        }
        Ledger.Course course = ledger.course(incident);
        long floor = realTime.floor(attempt.began());
        long ceiling = Math.min(realTime.ceiling(attempt.ended()), own - 1);
        int from = course.countUpTo(floor);
        int to = course.countUpTo(ceiling);
        for (int count = from; count <= to; count++) {
            if (fits.test(course.after(count))) {
                return;
            }
        }
        String said = order + " was answered " + attempt.answer() + " by " + attempt.node();
        for (int count = Math.min(from, to + 1) - 1; count >= 0; count--) {
            if (fits.test(course.after(count))) {
                faults.add(
                        Kind.STALE_ANSWER,
                        said
                                + ", as of version "
                                + course.after(count).version()
                                + "; position "
                                + floor
                                + " was known before it began (request "
                                + attempt.request()
                                + ")");
                return;
            }
        }
        faults.add(
                Kind.INEXPLICABLE,
                said
                        + ", and no state between the positions "
                        + floor
                        + " and "
                        + ceiling
                        + " explains it (request "
                        + attempt.request()
                        + ")");
    }

    private static boolean refuses(Incident state, Order order, Answer.Refused answer) {
        return Rules.verdict(state, order) instanceof Verdict.Refused refused
                && refused.problem().equals(answer.problem())
                && refused.rule().equals(Objects.requireNonNullElse(answer.rule(), ""))
                && (answer.version() == null || answer.version() == state.version());
    }

    private static boolean leaves(Incident state, Order order, Answer.Acknowledged answer) {
        return Rules.verdict(state, order) instanceof Verdict.Unchanged
                && answer.version() == state.version();
    }

    private void unexpected(Order order, Exchange attempt) {
        faults.add(
                Kind.UNEXPECTED_ANSWER,
                order
                        + " was answered "
                        + attempt.answer()
                        + " by "
                        + attempt.node()
                        + " (request "
                        + attempt.request()
                        + ")");
    }
}
