package io.incidentledger.command.triage;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** What a published record says something took. */
public record StatedDurationBody(
        @Nullable Milestone from,
        @Nullable Milestone to,
        @Nullable String duration,
        @Nullable String note,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.interval(from, to, false);
        checks.required("/duration", duration, Checks.A_DURATION);
        checks.duration("/duration", duration);
        checks.optionalText("/note", note, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    /** What it orders, once it was checked. */
    public StateDuration change(IncidentId incident) {
        return new StateDuration(
                incident,
                requireNonNull(from),
                requireNonNull(to),
                requireNonNull(Checks.parsed(duration)),
                note,
                by,
                occurredAt);
    }
}
