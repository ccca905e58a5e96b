package io.incidentledger.command.relate;

import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.RelationKind;
import org.jspecify.annotations.Nullable;

/** Say what an incident has to do with another one, which exists. */
public record StateRelation(
        IncidentId incidentId,
        OtherIncident other,
        RelationKind kind,
        @Nullable String note,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements RelateCommand {}
