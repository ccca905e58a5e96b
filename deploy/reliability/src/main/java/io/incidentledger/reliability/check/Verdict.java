package io.incidentledger.reliability.check;

import io.incidentledger.events.LedgerEvent;
import java.util.List;

/** What must become of an order in a state. */
sealed interface Verdict {

    /**
     * It is carried out.
     *
     * @param events their types in order; times that a policy sets or moves may follow
     */
    record Accepted(List<Class<? extends LedgerEvent>> events) implements Verdict {}

    /** Everything is already as ordered. */
    record Unchanged() implements Verdict {}

    /**
     * It is refused.
     *
     * @param problem the last part of the problem's type
     * @param rule empty where no rule is named
     */
    record Refused(String problem, String rule) implements Verdict {}

    @SafeVarargs
    @SuppressWarnings("varargs")
    static Verdict accepted(Class<? extends LedgerEvent>... events) {
        return new Accepted(List.of(events));
    }

    static Verdict rule(String rule) {
        return new Refused("refused", rule);
    }
}
