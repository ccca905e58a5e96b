package io.incidentledger.query.projection;

import io.incidentledger.events.AccessEvent;
import io.incidentledger.events.EntryEvent;
import io.incidentledger.events.ErasedEvent;
import io.incidentledger.events.Fact;
import io.incidentledger.events.FollowUpEvent;
import io.incidentledger.events.HypothesisJudged;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.OrganisationEvent;
import io.incidentledger.events.PayloadsErased;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.UnrecognisedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A batch of events, read: what the folds of which incident are to take, and what cannot be read.
 *
 * @param rows all events, in the order of the log
 * @param facts those of incidents, by incident, each in the order of the log
 * @param access those about who may do what
 * @param organisation those of the organisation, in the order of the log
 * @param parked those that cannot be read
 */
record ReadBatch(
        List<EventRow> rows,
        Map<UUID, List<Fact>> facts,
        List<AccessEvent> access,
        List<Fact> organisation,
        List<Parked> parked) {

    /** An event that is set aside, and why. */
    record Parked(long position, String reason) {}

    /** A timeline entry, by its incident. */
    record EntryKey(UUID incidentId, String key) {}

    static ReadBatch of(List<EventRow> rows) {
        ReadBatch batch =
                new ReadBatch(
                        rows,
                        new LinkedHashMap<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>());
        for (EventRow row : rows) {
            try {
                batch.sort(row, row.fact());
            } catch (UnreadableEventException unreadable) {
                batch.parked.add(
                        new Parked(row.position(), String.valueOf(unreadable.getMessage())));
            }
        }
        return batch;
    }

    /** A batch of one event that cannot be applied, for whatever reason. */
    static ReadBatch parking(EventRow row, String reason) {
        return new ReadBatch(
                List.of(row),
                Map.of(),
                List.of(),
                List.of(),
                List.of(new Parked(row.position(), reason)));
    }

    /** The follow-ups it is about. */
    Set<UUID> followUps() {
        Set<UUID> ids = new LinkedHashSet<>();
        events().forEach(
                        event -> {
                            if (event instanceof FollowUpEvent followUp) {
                                ids.add(followUp.followUpId().value());
                            }
                        });
        return ids;
    }

    /** The timeline entries to which it adds words. */
    Set<EntryKey> reworded() {
        Set<EntryKey> keys = new LinkedHashSet<>();
        events().forEach(
                        event -> {
                            if (event instanceof TimelineEntryCorrected
                                    || event instanceof HypothesisJudged) {
                                EntryEvent later = (EntryEvent) event;
                                keys.add(
                                        new EntryKey(
                                                later.incidentId().value(),
                                                later.entryId().toString()));
                            }
                        });
        return keys;
    }

    private List<LedgerEvent> events() {
        return facts.values().stream().flatMap(List::stream).map(Fact::event).toList();
    }

    private void sort(EventRow row, Fact fact) {
        switch (fact.event()) {
            case OrganisationEvent event -> organisation.add(fact);
            case AccessEvent event -> access.add(event);
            case PayloadsErased erasure -> {}
            case UnrecognisedEvent unknown -> addAsActivity(row, fact);
            case ErasedEvent erased -> addAsActivity(row, fact);
            case IncidentEvent event -> {
                UUID incident = event.incidentId().value();
                if (!incident.equals(row.incidentId())) {
                    throw new UnreadableEventException(
                            "its tag and its payload name different incidents", null);
                }
                add(incident, fact);
            }
        }
    }

    /** All that is known is the incident, if any: something happened to it. */
    private void addAsActivity(EventRow row, Fact fact) {
        UUID incident = row.incidentId();
        if (incident != null) {
            add(incident, fact);
        }
    }

    private void add(UUID incident, Fact fact) {
        facts.computeIfAbsent(incident, id -> new ArrayList<>()).add(fact);
    }
}
