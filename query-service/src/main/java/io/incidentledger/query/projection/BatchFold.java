package io.incidentledger.query.projection;

import static io.incidentledger.query.projection.Changes.IncidentRow.words;

import io.incidentledger.events.Fact;
import io.incidentledger.events.FollowUpEvent;
import io.incidentledger.postmortem.history.FollowUp;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.postmortem.history.TimelineItem;
import io.incidentledger.query.projection.Changes.EndedFollowUpVersion;
import io.incidentledger.query.projection.Changes.EndedIncidentVersion;
import io.incidentledger.query.projection.Changes.FollowUpVersion;
import io.incidentledger.query.projection.Changes.IncidentRow;
import io.incidentledger.query.projection.Changes.IncidentVersion;
import io.incidentledger.query.projection.Changes.Standing;
import io.incidentledger.query.projection.Changes.TimelineRow;
import io.incidentledger.query.projection.Known.FollowUpKey;
import io.incidentledger.query.projection.Known.KnownFollowUp;
import io.incidentledger.query.projection.Known.KnownIncident;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch of facts, folded onto what the tables know: the same folds as documents and as-of views
 * use, so that a row can say nothing else than they do.
 */
final class BatchFold {
    private final Known known;
    private final Changes changes = new Changes();

    private BatchFold(Known known) {
        this.known = known;
    }

    static Changes changes(Known known, Map<UUID, List<Fact>> facts) {
        BatchFold fold = new BatchFold(known);
        facts.forEach(fold::incident);
        return fold.changes;
    }

    private void incident(UUID id, List<Fact> facts) {
        KnownIncident before = known.incidents().get(id);
        IncidentState state = before == null ? null : before.state();
        long opened = before == null ? -1 : before.opened();
        Standings standings = new Standings(id, state);
        Map<FollowUpKey, FollowUps> followUps = new LinkedHashMap<>();
        for (Fact fact : facts) {
            boolean first = state == null;
            state = IncidentState.evolve(state, fact);
            if (state == null) {
                // Nobody declared it yet: the fold passes such facts over, and so do the rows.
                continue;
            }
            opened = first ? fact.position() : opened;
            standings.add(Standing.of(state), fact.position());
            if (fact.event() instanceof FollowUpEvent event) {
                followUps
                        .computeIfAbsent(
                                new FollowUpKey(id, event.followUpId().value()), FollowUps::new)
                        .add(fact, state.history());
            }
        }
        if (state == null) {
            return;
        }
        changes.incidents.add(new IncidentRow(state, opened));
        if (before == null || !words(before.state()).equals(words(state))) {
            changes.reworded.add(id);
        }
        standings.end();
        followUps.values().forEach(FollowUps::end);
        timeline(id, before == null ? List.of() : before.sources(), facts);
    }

    /**
     * The items that the facts add or reword. The history is folded from as little as they depend
     * on: the declaration and the entries that are reworded.
     */
    private void timeline(UUID id, List<Fact> sources, List<Fact> facts) {
        List<Fact> all = new ArrayList<>(sources);
        all.addAll(facts);
        long from = facts.getFirst().position();
        for (TimelineItem item : IncidentHistory.of(all).timeline()) {
            TimelineRow row = new TimelineRow(id, item);
            if (item.text() != null && row.positions().getLast() >= from) {
                changes.timeline.add(row);
            }
        }
    }

    /** The versions of what reports say of one incident. */
    private final class Standings {
        private final UUID id;
        private final boolean known;
        private @Nullable Standing current;
        private long since = -1;

        Standings(UUID id, @Nullable IncidentState before) {
            this.id = id;
            known = before != null;
            current = before == null ? null : Standing.of(before);
        }

        void add(Standing next, long position) {
            if (next.equals(current)) {
                return;
            }
            endAt(position);
            current = next;
            since = position;
        }

        void end() {
            if (since >= 0 && current != null) {
                changes.incidentVersions.add(
                        new IncidentVersion(id, current, since, Changes.OPEN_ENDED));
            }
        }

        private void endAt(long position) {
            if (since >= 0 && current != null) {
                changes.incidentVersions.add(new IncidentVersion(id, current, since, position));
            } else if (known) {
                changes.endedIncidentVersions.add(new EndedIncidentVersion(id, position));
            }
        }
    }

    /** The versions of one follow-up. */
    private final class FollowUps {
        private final FollowUpKey key;
        private final @Nullable KnownFollowUp before;
        private @Nullable FollowUp current;
        private long opened;

        FollowUps(FollowUpKey key) {
            this.key = key;
            before = known.followUps().get(key);
            current = before == null ? null : before.followUp();
            opened = before == null ? -1 : before.opened();
        }

        void add(Fact fact, boolean history) {
            FollowUp next = FollowUp.evolve(current, fact, history);
            if (next == null || next.equals(current)) {
                return;
            }
            if (current == null) {
                opened = fact.position();
            } else {
                endAt(current, fact.position());
            }
            current = next;
        }

        void end() {
            if (current != null && (before == null || !current.equals(before.followUp()))) {
                changes.followUpVersions.add(
                        new FollowUpVersion(current, opened, Changes.OPEN_ENDED));
            }
        }

        private void endAt(FollowUp ended, long position) {
            if (before != null && ended.equals(before.followUp())) {
                changes.endedFollowUpVersions.add(new EndedFollowUpVersion(key, position));
            } else {
                changes.followUpVersions.add(new FollowUpVersion(ended, opened, position));
            }
        }
    }
}
