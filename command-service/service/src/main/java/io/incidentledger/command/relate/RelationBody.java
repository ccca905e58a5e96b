package io.incidentledger.command.relate;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.RelationKind;
import org.jspecify.annotations.Nullable;

/** What an incident has to do with another one, or not after all. */
public record RelationBody(
        @Nullable String other,
        @Nullable RelationKind kind,
        @Nullable String note,
        @Nullable Boolean clear,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.text("/other", other, Checks.LINE);
        checks.required("/kind", kind, "related, same-cause, caused-by or recurrence-of");
        checks.optionalText("/note", note, Checks.PARAGRAPH);
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public RelateCommand change(IncidentId incident, Directory directory) {
        OtherIncident stated = directory.other(requireNonNull(other), "/other");
        return Boolean.TRUE.equals(clear)
                ? new TakeRelationAway(
                        incident, stated, requireNonNull(kind), reason, by, occurredAt)
                : new StateRelation(incident, stated, requireNonNull(kind), note, by, occurredAt);
    }
}
