package io.incidentledger.command.relate;

import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.RelationKind;
import org.jspecify.annotations.Nullable;

/** Say that an incident does not have to do with another one what was stated. */
public record TakeRelationAway(
        IncidentId incidentId,
        OtherIncident other,
        RelationKind kind,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements RelateCommand {}
