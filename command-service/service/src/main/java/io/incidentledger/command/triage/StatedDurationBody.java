package io.incidentledger.command.triage;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import java.time.DateTimeException;
import java.time.Duration;
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
    private static final String A_DURATION =
            "a duration in whole seconds as ISO 8601 has it, PT35H33M for example, of at most"
                    + " 100,000 hours";
    private static final Duration MOST = Duration.ofHours(100_000);

    @Override
    public void check(Checks checks) {
        checks.required("/from", from, "the name of a milestone, as detected");
        checks.required("/to", to, "the name of a milestone, as resolved");
        if (to != null && to == from) {
            checks.reject("/to", to.name(), "another milestone than 'from'");
        }
        checks.upTo("/duration", duration, Checks.LINE);
        if (parsed() == null) {
            checks.reject("/duration", duration, A_DURATION);
        }
        checks.optionalText("/note", note, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    /** What it orders, once it was checked. */
    public StateDuration change(IncidentId incident) {
        return new StateDuration(
                incident,
                requireNonNull(from),
                requireNonNull(to),
                requireNonNull(parsed()),
                note,
                by,
                occurredAt);
    }

    private @Nullable Duration parsed() {
        try {
            Duration parsed = Duration.parse(duration == null ? "" : duration);
            return parsed.getNano() == 0 && parsed.abs().compareTo(MOST) <= 0 ? parsed : null;
        } catch (DateTimeException | ArithmeticException none) {
            return null;
        }
    }
}
