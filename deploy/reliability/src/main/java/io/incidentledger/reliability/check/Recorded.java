package io.incidentledger.reliability.check;

import io.incidentledger.reliability.check.Fault.Kind;
import io.incidentledger.reliability.history.Answer;
import io.incidentledger.reliability.history.Asked.Order;
import io.incidentledger.reliability.history.Exchange;
import java.util.List;
import java.util.Objects;

/** Judges the orders that the log holds: each once, whole, as ordered, and allowed where it is. */
final class Recorded {
    private final Ledger ledger;
    private final RealTime realTime;
    private final Faults faults;

    Recorded(Ledger ledger, RealTime realTime, Faults faults) {
        this.ledger = ledger;
        this.realTime = realTime;
        this.faults = faults;
    }

    /**
     * @param attempts every time the order was sent, in the order of the history
     */
    void judge(Order order, List<Exchange> attempts, List<LogEvent> events) {
        LogEvent first = events.getFirst();
        if (once(order, events)) {
            decision(order, events);
        }
        if (!Effect.says(first.event(), order)
                || order.incident() != null && !order.incident().equals(first.incident())) {
            faults.add(
                    Kind.WRONG_EFFECT,
                    order + " was recorded as " + first.event() + " at " + first.position());
        }
        if (attempts.stream().noneMatch(Recorded::mayHaveRecorded)) {
            faults.add(
                    Kind.UNASKED,
                    order
                            + " is at position "
                            + first.position()
                            + ", but everybody who sent it was told that nothing was recorded");
        }
        long began = attempts.stream().mapToLong(Exchange::began).min().orElseThrow();
        long known = realTime.floor(began);
        if (known >= first.position()) {
            faults.add(
                    Kind.OUT_OF_ORDER,
                    order
                            + " began when position "
                            + known
                            + " was known already, and is at "
                            + first.position());
        }
    }

    /** The end of a command's events is what it acknowledges, every time. */
    void judgeAcknowledged(Order order, List<Exchange> attempts, List<LogEvent> events) {
        Answer.Acknowledged earlier = null;
        for (Exchange attempt : attempts) {
            if (!(attempt.answer() instanceof Answer.Acknowledged it) || !it.changed()) {
                continue;
            }
            if (events.isEmpty()) {
                faults.add(
                        Kind.MISSING,
                        order
                                + " was acknowledged at position "
                                + it.position()
                                + ", where the log has "
                                + ledger.at(it.position()));
            } else if (events.stream().noneMatch(event -> event.position() == it.position())) {
                faults.add(
                        Kind.ANOTHER_EVENT,
                        order
                                + " was acknowledged at position "
                                + it.position()
                                + ", where the log has "
                                + ledger.at(it.position())
                                + "; it is at "
                                + events.getLast().position());
            } else if (it.position() != events.getLast().position()
                    || it.version() != it.position()) {
                faults.add(
                        Kind.WRONG_EFFECT,
                        order + " ends at " + events.getLast().position() + ", not as in " + it);
            }
            if (earlier != null && !earlier.equals(it)) {
                faults.add(
                        Kind.ANSWERS_DIFFER,
                        order + " was answered " + earlier + ", and then " + it);
            }
            earlier = it;
        }
    }

    private boolean once(Order order, List<LogEvent> events) {
        Class<?> opening = events.getFirst().event().getClass();
        long openings = events.stream().filter(event -> opening.isInstance(event.event())).count();
        if (openings > 1) {
            faults.add(
                    Kind.TWICE,
                    order + " was recorded at " + events.stream().map(LogEvent::position).toList());
            return false;
        }
        long reach = events.getLast().position() - events.getFirst().position() + 1;
        if (reach != events.size()) {
            faults.add(
                    Kind.TORN,
                    order
                            + " is scattered over "
                            + events.stream().map(LogEvent::position).toList());
            return false;
        }
        return true;
    }

    private void decision(Order order, List<LogEvent> events) {
        LogEvent first = events.getFirst();
        Ledger.Course course = ledger.course(Objects.requireNonNull(first.incident()));
        Incident before = course.after(course.countUpTo(first.position() - 1));
        switch (Rules.verdict(before, order)) {
            case Verdict.Accepted accepted -> {
                if (!Effect.isWhole(events, accepted)) {
                    faults.add(
                            Kind.TORN,
                            order
                                    + " needs "
                                    + accepted.events()
                                    + ", and the log has "
                                    + events.stream().map(it -> it.recorded().type()).toList());
                }
            }
            case Verdict.Unchanged unchanged -> forbidden(order, first, "it was so already");
            case Verdict.Refused refused -> {
                if (refused.problem().equals("moved")) {
                    faults.add(
                            Kind.STALE_MATCH,
                            order
                                    + " was recorded at "
                                    + first.position()
                                    + ", when the incident was at version "
                                    + before.version());
                } else {
                    forbidden(order, first, "which forbids it: " + refused);
                }
            }
        }
    }

    private void forbidden(Order order, LogEvent first, String why) {
        faults.add(
                Kind.FORBIDDEN,
                order + " was recorded at " + first.position() + " in a state, " + why);
    }

    private static boolean mayHaveRecorded(Exchange attempt) {
        return switch (attempt.answer()) {
            case Answer.Acknowledged it -> it.changed();
            case Answer.Unknown it -> true;
            case Answer.Refused it -> false;
            case Answer.Unavailable it -> false;
            case Answer.Seen it -> false;
        };
    }
}
