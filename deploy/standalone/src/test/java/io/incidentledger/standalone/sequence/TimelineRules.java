package io.incidentledger.standalone.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.command.incident.Awaited;
import io.incidentledger.command.incident.Entry;
import io.incidentledger.command.incident.IncidentState.Active;
import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryEvent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.postmortem.history.AwaitedUpdate;
import io.incidentledger.postmortem.history.Investigation;
import io.incidentledger.postmortem.history.TimelineItem;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What docs/domain.md says of the timeline, its threads and what others are told. */
final class TimelineRules {
    private TimelineRules() {}

    static void late(Seen seen) {
        for (TimelineItem item : seen.told().timeline()) {
            Moment at = item.occurredAt();
            if (at != null && (at.precision() == Precision.EXACT || !seen.live())) {
                assertThat(item.late())
                        .isEqualTo(
                                seen.live()
                                        && at.at()
                                                .plus(Duration.ofMinutes(10))
                                                .isBefore(item.recordedAt()));
            }
        }
    }

    static void timeline(Seen seen) {
        List<TimelineItem> timeline = seen.told().timeline();
        assertThat(timeline)
                .isSortedAccordingTo(
                        Comparator.comparing(
                                        (TimelineItem item) ->
                                                item.occurredAt() == null
                                                        ? Instant.MAX
                                                        : item.occurredAt().at())
                                .thenComparing(TimelineItem::position));
        Map<EntryId, TimelineItem> told =
                timeline.stream()
                        .filter(item -> item.event() instanceof TimelineEntryRecorded)
                        .collect(
                                Collectors.toMap(
                                        item -> ((EntryEvent) item.event()).entryId(),
                                        item -> item));
        assertThat(told.keySet()).isEqualTo(seen.incident().entries().keySet());
        seen.incident()
                .entries()
                .forEach(
                        (id, decided) -> {
                            TimelineItem item = told.get(id);
                            assertThat(
                                            new Entry(
                                                    item.text(),
                                                    item.occurredAt(),
                                                    item.retraction() != null,
                                                    item.hypothesis(),
                                                    item.pinned(),
                                                    item.marker(),
                                                    Entry.audience(
                                                            ((TimelineEntryRecorded) item.event())
                                                                    .content()),
                                                    decided.events(),
                                                    decided.told()))
                                    .isEqualTo(decided);
                            if (item.thread() != null) {
                                assertThat(seen.incident().threads()).containsKey(item.thread());
                            }
                        });
    }

    static void threads(Seen seen) {
        assertThat(seen.told().threads().stream().map(Investigation::id))
                .containsExactlyInAnyOrderElementsOf(seen.incident().threads().keySet());
        for (Investigation told : seen.told().threads()) {
            var decided = seen.incident().threads().get(told.id());
            assertThat(told.owner()).isEqualTo(decided.owner());
            assertThat(told.state() == Investigation.State.OPEN).isEqualTo(decided.open());
            assertThat(told.conclusion() == null).isEqualTo(decided.open());
        }
    }

    static void updates(Seen seen) {
        Map<Audience, AwaitedUpdate> told =
                seen.told().state().updates().stream()
                        .collect(Collectors.toMap(AwaitedUpdate::audience, it -> it));
        for (Audience audience : Audience.values()) {
            AwaitedUpdate update = told.get(audience);
            Awaited decided = seen.incident().awaited(audience);
            boolean ongoing = seen.live() && seen.decided() instanceof Active;
            assertThat(update == null ? null : update.lastSent()).isEqualTo(decided.heard());
            assertThat(update == null ? null : update.reminded()).isEqualTo(decided.reminded());
            assertThat(update == null ? null : update.due())
                    .isEqualTo(ongoing ? decided.due() : null);
            assertThat(update != null && update.last()).isEqualTo(ongoing && decided.last());
            if (ongoing && decided.due() != null) {
                assertThat(update.policy() != null).isEqualTo(decided.byPolicy());
            }
        }
    }
}
