package io.incidentledger.standalone.sequence;

import io.incidentledger.command.incident.Incident;
import io.incidentledger.command.incident.IncidentState.Declared;
import io.incidentledger.events.Fact;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.postmortem.history.IncidentHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * An incident after an order, as both sides of the log see it.
 *
 * @param decided what the next order is decided upon
 * @param told what is told of it
 * @param facts what is in the log of it
 */
record Seen(Declared decided, IncidentHistory told, List<Fact> facts) {
    static Seen of(PaperLedger ledger, IncidentId incident) {
        List<Fact> facts = ledger.facts(incident);
        return new Seen((Declared) ledger.state(incident), IncidentHistory.of(facts), facts);
    }

    Incident incident() {
        return decided.incident();
    }

    boolean live() {
        return !incident().history();
    }

    <E extends IncidentEvent> List<E> events(Class<E> type) {
        List<E> events = new ArrayList<>();
        for (Fact fact : facts) {
            if (type.isInstance(fact.event())) {
                events.add(type.cast(fact.event()));
            }
        }
        return events;
    }
}
