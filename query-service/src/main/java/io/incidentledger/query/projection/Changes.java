package io.incidentledger.query.projection;

import io.incidentledger.events.Cause;
import io.incidentledger.events.Severity;
import io.incidentledger.postmortem.history.AwaitedUpdate;
import io.incidentledger.postmortem.history.Correction;
import io.incidentledger.postmortem.history.FollowUp;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.postmortem.history.Measured;
import io.incidentledger.postmortem.history.Outcome;
import io.incidentledger.postmortem.history.TimelineItem;
import io.incidentledger.query.projection.Known.FollowUpKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a batch changes in the tables, beside the events themselves. */
final class Changes {
    /** Valid to the end, as far as is known. */
    static final long OPEN_ENDED = Long.MAX_VALUE;

    final List<IncidentRow> incidents = new ArrayList<>();
    final List<IncidentVersion> incidentVersions = new ArrayList<>();
    final List<TimelineRow> timeline = new ArrayList<>();

    /** The incidents that are found by other words of their own than before. */
    final Set<UUID> reworded = new HashSet<>();

    final List<FollowUpVersion> followUpVersions = new ArrayList<>();

    /** The versions that were open-ended before the batch and are not any more. */
    final List<EndedIncidentVersion> endedIncidentVersions = new ArrayList<>();

    final List<EndedFollowUpVersion> endedFollowUpVersions = new ArrayList<>();

    record IncidentRow(IncidentState state, long opened) {
        /** What it is found by, its timeline apart. */
        static String words(IncidentState state) {
            return Stream.of(
                            Stream.of(state.number(), state.title(), state.summary()),
                            state.services().stream(),
                            state.labels().values().stream(),
                            state.causes().stream().map(Cause::value))
                    .flatMap(part -> part)
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining("\n"));
        }
    }

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

    /**
     * What reports say of an incident.
     *
     * @param awaited null while nobody waits for an update
     */
    record Standing(
            @Nullable String number,
            String title,
            @Nullable Severity severity,
            List<String> services,
            List<String> causes,
            boolean drill,
            Measured measured,
            @Nullable Awaited awaited) {
        static Standing of(IncidentState state) {
            return new Standing(
                    state.number(),
                    state.title(),
                    state.severity(),
                    state.services(),
                    state.causes().stream().map(Cause::value).toList(),
                    state.drill(),
                    state.measured(),
                    Awaited.of(state));
        }

        /** By when the first of those who wait is to hear. */
        @Nullable Instant updateDue() {
            return awaited == null
                    ? null
                    : awaited.updates().stream()
                            .map(AwaitedUpdate::due)
                            .filter(Objects::nonNull)
                            .min(Comparator.naturalOrder())
                            .orElse(null);
        }
    }
}
