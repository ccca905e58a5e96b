package io.incidentledger.query.projection;

import io.incidentledger.events.Severity;
import io.incidentledger.postmortem.history.Correction;
import io.incidentledger.postmortem.history.FollowUp;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.postmortem.history.Outcome;
import io.incidentledger.postmortem.history.TimelineItem;
import io.incidentledger.query.projection.Known.FollowUpKey;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a batch changes in the tables, beside the events themselves. */
final class Changes {
    /** Valid to the end, as far as is known. */
    static final long OPEN_ENDED = Long.MAX_VALUE;

    final List<IncidentRow> incidents = new ArrayList<>();
    final List<IncidentVersion> incidentVersions = new ArrayList<>();
    final List<TimelineRow> timeline = new ArrayList<>();
    final List<FollowUpVersion> followUpVersions = new ArrayList<>();

    /** The versions that were open-ended before the batch and are not any more. */
    final List<EndedIncidentVersion> endedIncidentVersions = new ArrayList<>();

    final List<EndedFollowUpVersion> endedFollowUpVersions = new ArrayList<>();

    record IncidentRow(IncidentState state, long opened) {}

    record IncidentVersion(UUID id, Standing standing, long validFrom, long validTo) {}

    record EndedIncidentVersion(UUID id, long validTo) {}

    record TimelineRow(UUID incidentId, TimelineItem item) {
        /** Of the events that its words are from, rising. */
        List<Long> positions() {
            return Stream.of(
                            Stream.of(item.position()),
                            item.corrections().stream().map(Correction::position),
                            item.outcomes().stream().map(Outcome::position))
                    .flatMap(positions -> positions)
                    .sorted()
                    .toList();
        }
    }

    record FollowUpVersion(FollowUp followUp, long opened, long validTo) {}

    record EndedFollowUpVersion(FollowUpKey key, long validTo) {}

    /** What a report about follow-ups says of an incident. */
    record Standing(
            @Nullable String number,
            String title,
            @Nullable Severity severity,
            List<String> services,
            boolean drill) {
        static Standing of(IncidentState state) {
            return new Standing(
                    state.number(),
                    state.title(),
                    state.severity(),
                    state.services(),
                    state.drill());
        }
    }
}
