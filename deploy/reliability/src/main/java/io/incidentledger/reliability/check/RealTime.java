package io.incidentledger.reliability.check;

import io.incidentledger.reliability.history.Answer;
import io.incidentledger.reliability.history.Asked;
import io.incidentledger.reliability.history.Asked.Order;
import io.incidentledger.reliability.history.Exchange;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Between which positions of the log a request must have been decided. The log gives the total
 * order, so that nothing has to be searched: what somebody knew before the request began is below
 * it, and what was first asked for after its answer is above.
 */
final class RealTime {
    /** When it was known: the highest position that anybody had heard of by then. */
    private final NavigableMap<Long, Long> known = new TreeMap<>();

    /** When it was first asked for: the lowest position that came of that or of a later request. */
    private final NavigableMap<Long, Long> asked = new TreeMap<>();

    RealTime(List<Exchange> history, Ledger ledger) {
        for (Exchange exchange : history) {
            switch (exchange.answer()) {
                case Answer.Acknowledged it ->
                        known.merge(exchange.ended(), it.position(), Math::max);
                case Answer.Seen it -> known.merge(exchange.ended(), it.version(), Math::max);
                case Answer.Refused it -> {}
                case Answer.Unavailable it -> {}
                case Answer.Unknown it -> {}
            }
        }
        long highest = -1;
        for (Map.Entry<Long, Long> entry : known.entrySet()) {
            highest = Math.max(highest, entry.getValue());
            entry.setValue(highest);
        }
        firstAsked(history)
                .forEach(
                        (key, began) -> {
                            Collection<LogEvent> events = ledger.commands().get(key);
                            if (events != null) {
                                asked.merge(began, events.iterator().next().position(), Math::min);
                            }
                        });
        long lowest = Long.MAX_VALUE;
        for (Map.Entry<Long, Long> entry : asked.descendingMap().entrySet()) {
            lowest = Math.min(lowest, entry.getValue());
            entry.setValue(lowest);
        }
    }

    /** The highest position that somebody knew of before this time; -1 for none. */
    long floor(long began) {
        Map.Entry<Long, Long> before = known.lowerEntry(began);
        return before == null ? -1 : before.getValue();
    }

    /** The highest position that may have existed at this time. */
    long ceiling(long ended) {
        Map.Entry<Long, Long> after = asked.higherEntry(ended);
        return after == null ? Long.MAX_VALUE : after.getValue() - 1;
    }

    /** When each order was sent for the first time, by its key. */
    static Map<String, Long> firstAsked(List<Exchange> history) {
        Map<String, Long> first = new HashMap<>();
        for (Exchange exchange : history) {
            Asked what = exchange.asked();
            if (what instanceof Order order) {
                first.merge(order.key(), exchange.began(), Math::min);
            }
        }
        return first;
    }
}
