package io.incidentledger.standalone.sequence;

import io.incidentledger.command.incident.Incident;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.incident.IncidentState.Declared;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Role;
import io.incidentledger.events.ThreadId;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an order can be about: mostly what the incident has, at times what another one has or
 * nobody.
 *
 * @param state of the incident, as the order will find it
 */
record Scope(PaperLedger ledger, Chance chance, IncidentId id, IncidentState state) {
    boolean has() {
        return state instanceof Declared;
    }

    Incident incident() {
        return state.declared().incident();
    }

    IncidentId fresh() {
        return new IncidentId(chance.id());
    }

    IncidentId someIncident() {
        IncidentId some = chance.of(ledger.incidents.keySet());
        return some == null || chance.onceIn(12) ? fresh() : some;
    }

    EntryId entry() {
        return one(it -> it.entries().keySet(), EntryId::new);
    }

    ThreadId thread() {
        return one(it -> it.threads().keySet(), ThreadId::new);
    }

    FollowUpId followUp() {
        return one(it -> it.followUps().keySet(), FollowUpId::new);
    }

    Role role() {
        return new Role(
                chance.of(
                        "lead",
                        "lead",
                        "lead",
                        "communications",
                        "responder",
                        "reporter",
                        "translator"));
    }

    /** Mostly somebody who holds the role. */
    Handle holder(Role role) {
        Handle holder = has() ? chance.of(incident().holders(role)) : null;
        return holder == null || chance.onceIn(5) ? chance.handle() : holder;
    }

    private <T> T one(Function<Incident, Collection<T>> of, Function<UUID, T> unknown) {
        Incident incident = has() && !chance.onceIn(20) ? incident() : anyIncident();
        T found = incident == null ? null : chance.of(of.apply(incident));
        return found == null || chance.onceIn(40) ? unknown.apply(chance.id()) : found;
    }

    private @Nullable Incident anyIncident() {
        IncidentState any = chance.of(ledger.incidents.values());
        return any == null ? null : any.declared().incident();
    }
}
