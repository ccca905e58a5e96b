package io.incidentledger.query.metrics;

import io.incidentledger.events.Severity;
import io.incidentledger.postmortem.history.Measured;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An incident as a report sees it, as of one position.
 *
 * @param number as people call it; the id where it has none
 * @param teams who answers for its services, each once
 * @param when the time by which it belongs to a period
 */
record MeasuredIncident(
        UUID id,
        String number,
        @Nullable Severity severity,
        List<String> services,
        List<String> causes,
        List<String> teams,
        Instant when,
        Measured measured) {

    /** The one order of every list of these: by when, then as they were numbered. */
    static final Comparator<MeasuredIncident> ORDER =
            Comparator.comparing(MeasuredIncident::when)
                    .thenComparing(MeasuredIncident::number, numbers());

    /** {@code INC-9} comes before {@code INC-10}. */
    static Comparator<String> numbers() {
        return Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());
    }
}
