package io.incidentledger.command.imports;

import io.incidentledger.command.declare.DeclareIncident;
import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Enter a past incident with all that is known of it.
 *
 * @param source where it was recorded before
 * @param declare its declaration, as history
 * @param steps what happened then, in the order in which it is entered
 */
public record ImportIncident(@Nullable Source source, DeclareIncident declare, List<Step> steps)
        implements ImportCommand {
    public ImportIncident {
        steps = List.copyOf(steps);
    }

    /**
     * One order of many.
     *
     * @param pointer JSON pointer of where it stands, for whoever is told what is wrong with it
     */
    public record Step(String pointer, IncidentCommand command) {}

    @Override
    public IncidentId incidentId() {
        return declare.incidentId();
    }

    @Override
    public @Nullable Handle by() {
        return null;
    }

    @Override
    public @Nullable Moment occurredAt() {
        return null;
    }
}
