package io.incidentledger.command.incident;

import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.WithoutWords;
import java.util.function.LongPredicate;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * What is said of an incident, and the events that say it: once some of them have lost their words,
 * what the others say stands.
 *
 * @param events the declaration first
 */
record Said(PVector<Recorded> events, Details details) {
    /**
     * @param position in the log, or {@link Evolution#UNRECORDED}
     */
    record Recorded(IncidentEvent event, long position) {}

    static Said of(IncidentDeclared declared, long position) {
        return new Said(
                TreePVector.singleton(new Recorded(declared, position)), Details.of(declared));
    }

    Said with(IncidentEvent event, long position) {
        return new Said(events.plus(new Recorded(event, position)), details.with(event));
    }

    /** As if the events at these positions had been recorded without words. */
    Said without(LongPredicate hidden) {
        Recorded declared = events.getFirst();
        Said left = of((IncidentDeclared) left(declared, hidden), declared.position());
        for (Recorded later : events.minus(0)) {
            left = left.with(left(later, hidden), later.position());
        }
        return left;
    }

    private static IncidentEvent left(Recorded recorded, LongPredicate hidden) {
        return hidden.test(recorded.position())
                ? (IncidentEvent) WithoutWords.of(recorded.event())
                : recorded.event();
    }
}
