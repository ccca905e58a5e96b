package io.incidentledger.command.relate;

import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import org.jspecify.annotations.Nullable;

/**
 * Say that an incident is part of another one, which goes on alone.
 *
 * @param number what people say for the one that ends, so that the other one can name it
 */
public record MergeIncident(
        IncidentId incidentId,
        @Nullable String number,
        OtherIncident into,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentCommand {}
