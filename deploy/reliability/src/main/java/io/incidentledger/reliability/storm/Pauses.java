package io.incidentledger.reliability.storm;

import io.incidentledger.reliability.history.Answer.Acknowledged;
import io.incidentledger.reliability.history.Asked.Order;
import io.incidentledger.reliability.history.Exchange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** What the pulse of a history tells about time. All times in microseconds. */
final class Pauses {
    private final NavigableSet<Long> acknowledged = new TreeSet<>();
    private final NavigableSet<Long> begunAndAcknowledged = new TreeSet<>();
    private final Map<Long, Long> endOf = new HashMap<>();
    private final Map<String, Long> lastTry = new HashMap<>();
    private final Set<String> done = new HashSet<>();

    Pauses(List<Exchange> history) {
        for (Exchange exchange : history) {
            if (exchange.client().equals("pulse") && exchange.asked() instanceof Order order) {
                lastTry.put(order.key(), exchange.began());
                if (exchange.answer() instanceof Acknowledged) {
                    acknowledged.add(exchange.ended());
                    begunAndAcknowledged.add(exchange.began());
                    endOf.put(exchange.began(), exchange.ended());
                    done.add(order.key());
                }
            }
        }
    }

    /**
     * From a moment to the first acknowledgement of a request that was sent after it; -1: never.
     */
    long recovery(long from) {
        Long began = begunAndAcknowledged.higher(from);
        return began == null ? -1 : endOf.getOrDefault(began, from) - from;
    }

    /** The longest time without an acknowledgement that touches the span. */
    long longest(long from, long to) {
        Long before = acknowledged.floor(from);
        long last = before == null ? from : before;
        long longest = 0;
        for (long next : acknowledged.subSet(from, false, to, true)) {
            longest = Math.max(longest, next - last);
            last = next;
        }
        Long after = acknowledged.higher(to);
        return Math.max(longest, (after == null ? to : after) - last);
    }

    /** How many orders were last tried in the span and never acknowledged. */
    int failed(long from, long to) {
        return (int)
                lastTry.entrySet().stream()
                        .filter(it -> !done.contains(it.getKey()))
                        .filter(it -> it.getValue() >= from && it.getValue() <= to)
                        .count();
    }
}
