package io.incidentledger.command.redact;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

record PositionsBody(
        @Nullable List<@Nullable Long> positions,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    private static final int MOST = 1_000;
    private static final String ACCEPTED =
            "1 to " + MOST + " positions of events of this incident, as its events tell them";

    @Override
    public void check(Checks checks) {
        checks.required("/positions", positions, ACCEPTED);
        if (positions != null && (positions.isEmpty() || positions.size() > MOST)) {
            checks.reject("/positions", positions.size() + " positions", ACCEPTED);
        } else if (positions != null && positions.contains(null)) {
            checks.reject("/positions", null, ACCEPTED);
        } else if (positions != null) {
            for (int i = 0; i < positions.size(); i++) {
                checks.range("/positions/" + i, positions.get(i), 0, Long.MAX_VALUE);
            }
        }
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    /** After the checks: each once, in the order of the log. */
    List<Long> sorted() {
        return Objects.requireNonNull(positions).stream()
                .map(Objects::requireNonNull)
                .distinct()
                .sorted()
                .toList();
    }

    RedactWords redact(IncidentId incident, List<HiddenEvent> events) {
        return new RedactWords(incident, null, events, reason, by, occurredAt);
    }
}
