package io.incidentledger.command.incident;

import io.incidentledger.events.IncidentId;
import io.incidentledger.events.RelationKind;
import io.incidentledger.events.RelationStated;
import io.incidentledger.events.RelationTakenAway;

/** What is stated of an incident and another one; stated twice it is one. */
public record Relation(IncidentId other, RelationKind kind) {
    static Relation of(RelationStated event) {
        return new Relation(event.other().id(), event.kind());
    }

    static Relation of(RelationTakenAway event) {
        return new Relation(event.other().id(), event.kind());
    }
}
