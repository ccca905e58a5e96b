package io.incidentledger.reliability.load;

import io.incidentledger.reliability.history.Answer.Acknowledged;
import io.incidentledger.reliability.history.Asked.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What all clients together have been told so far. Thread-safe. */
final class Knowledge {
    /** Few at a time, so that clients meet; one after the other, so that none grows without end. */
    private static final int WORKED_ON = 6;

    private final List<Known> incidents = new ArrayList<>();
    private long position = -1;

    /** One incident; what it holds is guarded by the knowledge. */
    static final class Known {
        final String id;
        private long version;
        private final List<String> entries = new ArrayList<>();
        private final List<String> followUps = new ArrayList<>();

        private Known(String id, long version) {
            this.id = id;
            this.version = version;
        }
    }

    /** Something an order can be about. */
    record Subject(
            Known incident, long version, @Nullable String entry, @Nullable String followUp) {}

    synchronized void learn(Order order, Acknowledged answer) {
        position = Math.max(position, answer.position());
        switch (order.command()) {
            case DECLARE -> {
                incidents.add(new Known(answer.id(), answer.version()));
                return;
            }
            case NOTE -> known(order).entries.add(answer.id());
            case ADD_FOLLOW_UP -> known(order).followUps.add(answer.id());
            case CORRECT,
                    SEVERITY,
                    STATUS,
                    LEAD,
                    RESOLVE,
                    REOPEN,
                    CLOSE,
                    CANCEL,
                    COMPLETE,
                    VERIFY,
                    REOPEN_FOLLOW_UP -> {}
        }
        Known known = known(order);
        known.version = Math.max(known.version, answer.version());
    }

    /** One of the incidents that are worked on, or null while there is none. */
    synchronized @Nullable Subject any(Random random) {
        if (incidents.isEmpty()) {
            return null;
        }
        int from = Math.max(0, incidents.size() - WORKED_ON);
        Known known = incidents.get(from + random.nextInt(incidents.size() - from));
        return new Subject(
                known, known.version, any(known.entries, random), any(known.followUps, random));
    }

    /** The highest position that anybody was told. */
    synchronized long position() {
        return position;
    }

    /** All incidents, in the order in which they became known. */
    synchronized List<String> incidents() {
        return incidents.stream().map(known -> known.id).toList();
    }

    private Known known(Order order) {
        return incidents.stream()
                .filter(it -> it.id.equals(order.incident()))
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable String any(List<String> of, Random random) {
        return of.isEmpty() ? null : of.get(random.nextInt(of.size()));
    }
}
