package io.incidentledger.reliability.check;

import io.incidentledger.reliability.check.Fault.Kind;
import io.incidentledger.reliability.history.Answer;
import io.incidentledger.reliability.history.Asked.Look;
import io.incidentledger.reliability.history.Asked.Order;
import io.incidentledger.reliability.history.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The whole check. The log's positions are the total order in which everything recorded must make
 * sense, so each answer is judged in time linear in the states between its request and its end.
 */
public final class Check {
    private Check() {}

    /**
     * What was found.
     *
     * @param events in the log
     * @param orders different ones that were sent
     * @param acknowledged requests, repeated orders included
     * @param unknownRecorded orders of which nobody was told, and which happened
     * @param unknownLost orders of which nobody was told, and which did not happen
     */
    public record Result(
            List<Fault> faults,
            int events,
            int orders,
            int acknowledged,
            int refused,
            int unavailable,
            int unknown,
            int unknownRecorded,
            int unknownLost,
            int seen) {}

    /**
     * Judges a run.
     *
     * @param records the committed records of the topic, from the first on
     * @param views what the query nodes showed in the end; empty when they are not to be judged
     */
    public static Result of(
            List<Exchange> history,
            List<ConsumerRecord<byte[], byte[]>> records,
            List<ViewDump> views) {
        Faults faults = new Faults();
        List<LogEvent> events = LogWalk.of(records, faults);
        Ledger ledger = new Ledger(events);
        RealTime realTime = new RealTime(history, ledger);
        Documents documents = new Documents(ledger);
        Map<String, List<Exchange>> orders = new LinkedHashMap<>();
        Looked looked = new Looked(ledger, realTime, documents, faults);
        for (Exchange exchange : history) {
            switch (exchange.asked()) {
                case Order order ->
                        orders.computeIfAbsent(order.key(), key -> new ArrayList<>()).add(exchange);
                case Look look -> looked.judge(look, exchange);
            }
        }
        Recorded recorded = new Recorded(ledger, realTime, faults);
        Answered answered = new Answered(ledger, realTime, faults);
        int happened = 0;
        int lost = 0;
        for (List<Exchange> attempts : orders.values()) {
            Order order = (Order) attempts.getFirst().asked();
            List<LogEvent> its = ledger.commands().getOrDefault(order.key(), List.of());
            if (!its.isEmpty()) {
                recorded.judge(order, attempts, its);
            }
            recorded.judgeAcknowledged(order, attempts, its);
            long own = its.isEmpty() ? Long.MAX_VALUE : its.getFirst().position();
            attempts.forEach(attempt -> answered.judge(order, attempt, own));
            if (attempts.stream().noneMatch(it -> it.answer() instanceof Answer.Acknowledged)
                    && attempts.stream().anyMatch(it -> it.answer() instanceof Answer.Unknown)) {
                if (its.isEmpty()) {
                    lost++;
                } else {
                    happened++;
                }
            }
        }
        ledger.commands()
                .forEach(
                        (key, its) -> {
                            if (!orders.containsKey(key)) {
                                faults.add(
                                        Kind.UNASKED,
                                        "nobody sent the command "
                                                + key
                                                + " at position "
                                                + its.getFirst().position());
                            }
                        });
        new Views(ledger, documents, faults).judge(views);
        return new Result(
                faults.found(),
                events.size(),
                orders.size(),
                count(history, Answer.Acknowledged.class),
                count(history, Answer.Refused.class),
                count(history, Answer.Unavailable.class),
                count(history, Answer.Unknown.class),
                happened,
                lost,
                count(history, Answer.Seen.class));
    }

    private static int count(List<Exchange> history, Class<? extends Answer> kind) {
        return (int) history.stream().filter(it -> kind.isInstance(it.answer())).count();
    }
}
