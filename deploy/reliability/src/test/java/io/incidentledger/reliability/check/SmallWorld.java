package io.incidentledger.reliability.check;

import io.incidentledger.events.CancelReason;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Evidence;
import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpReopened;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.FollowUpVerified;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentClosed;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Priority;
import io.incidentledger.events.Resolution;
import io.incidentledger.events.Role;
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.Status;
import io.incidentledger.events.StatusChanged;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.reliability.history.Answer;
import io.incidentledger.reliability.history.Asked.Look;
import io.incidentledger.reliability.history.Asked.Order;
import io.incidentledger.reliability.history.Command;
import io.incidentledger.reliability.history.Exchange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A ledger that works, with a clock that is moved by hand: what it makes are good histories, from
 * which bad ones are made.
 */
final class SmallWorld {
    final Paper paper = new Paper();
    final List<Exchange> history = new ArrayList<>();
    long clock = 1_000;
    private final Map<String, Incident> incidents = new HashMap<>();
    private final Map<String, Answer.Acknowledged> recorded = new HashMap<>();
    private int nextId;

    /** Ordered, carried out and answered, one after the other. */
    Answer order(
            Command command, String key, String incident, String target, String words, Long match) {
        Order order = new Order(command, key, incident, target, words, match);
        long began = clock += 10;
        Answer answer = carryOut(order);
        said(order, began, clock += 10, answer);
        return answer;
    }

    Answer.Acknowledged done(Command command, String key, String incident, String words) {
        return (Answer.Acknowledged) order(command, key, incident, null, words, null);
    }

    /** An incident that is being worked on; returns its id. */
    String declared(String key) {
        return done(Command.DECLARE, key, null, "Title of " + key).id();
    }

    void look(String incident, Long atLeast) {
        long version = incidents.get(incident).version();
        long began = clock += 10;
        history.add(
                new Exchange(
                        history.size(),
                        "c",
                        "query-1",
                        began,
                        clock += 10,
                        new Look(incident, false, atLeast),
                        new Answer.Seen(version, paper.events.size() - 1L, null)));
    }

    void said(Order order, long began, long ended, Answer answer) {
        history.add(new Exchange(history.size(), "c", "command-1", began, ended, order, answer));
    }

    /** Puts another answer in the place of the last one. */
    void insteadSaid(Answer answer) {
        Exchange last = history.removeLast();
        history.add(
                new Exchange(
                        last.request(),
                        last.client(),
                        last.node(),
                        last.began(),
                        last.ended(),
                        last.asked(),
                        answer));
    }

    Check.Result check() {
        return Check.of(history, paper.records(), List.of());
    }

    /** What a writer does: the same key once, else by the rules. */
    Answer carryOut(Order order) {
        Answer.Acknowledged before = recorded.get(order.key());
        if (before != null) {
            return before;
        }
        Incident state =
                order.incident() == null
                        ? Incident.NOTHING
                        : incidents.getOrDefault(order.incident(), Incident.NOTHING);
        return switch (Rules.verdict(state, order)) {
            case Verdict.Unchanged it ->
                    new Answer.Acknowledged(
                            state.version(), state.version(), false, order.incident(), null);
            case Verdict.Refused it ->
                    new Answer.Refused(
                            it.problem().equals("refused") ? 422 : 404,
                            it.problem(),
                            it.rule().isEmpty() ? null : it.rule(),
                            it.problem().equals("moved") ? state.version() : null);
            case Verdict.Accepted it -> {
                String id = new UUID(1, ++nextId).toString();
                String incident = order.incident() == null ? id : order.incident();
                List<IncidentEvent> events = events(state, order, incident, id);
                long last = paper.write(order.key(), events);
                incidents.put(incident, after(state, events, last - events.size() + 1));
                Answer.Acknowledged answer = new Answer.Acknowledged(last, last, true, id, null);
                recorded.put(order.key(), answer);
                yield answer;
            }
        };
    }

    private static Incident after(Incident state, List<IncidentEvent> events, long first) {
        Incident moved = state;
        for (int i = 0; i < events.size(); i++) {
            RecordedEvent place =
                    new RecordedEvent(
                            first + i,
                            Instant.EPOCH,
                            "",
                            "",
                            "",
                            Instant.EPOCH,
                            Set.of(),
                            Map.of(),
                            null,
                            new byte[0],
                            false,
                            "");
            moved = moved.after(new LogEvent(place, events.get(i)));
        }
        return moved;
    }

    private List<IncidentEvent> events(Incident state, Order order, String in, String id) {
        IncidentId incident = IncidentId.of(in);
        Moment now = Moment.exactly(Instant.ofEpochMilli(Paper.START + paper.events.size()));
        return switch (order.command()) {
            case DECLARE ->
                    List.of(
                            new IncidentDeclared(
                                    incident,
                                    order.words(),
                                    null,
                                    List.of(),
                                    Severity.SEV3,
                                    null,
                                    null,
                                    null,
                                    new TreeMap<>(),
                                    false,
                                    false,
                                    null,
                                    now),
                            new MilestoneSet(incident, Milestone.DECLARED, null, null, now));
            case NOTE ->
                    List.of(
                            new TimelineEntryRecorded(
                                    incident,
                                    EntryId.of(id),
                                    new EntryContent.Note(order.words()),
                                    null,
                                    null,
                                    now));
            case CORRECT ->
                    List.of(
                            new TimelineEntryCorrected(
                                    incident,
                                    EntryId.of(order.target()),
                                    order.words(),
                                    null,
                                    "wrong",
                                    null,
                                    now));
            case SEVERITY ->
                    List.of(
                            new SeverityChanged(
                                    incident,
                                    state.severity(),
                                    Severity.valueOf(order.words()),
                                    null,
                                    null,
                                    now));
            case STATUS ->
                    List.of(
                            new StatusChanged(
                                    incident,
                                    state.status(),
                                    Status.valueOf(order.words().toUpperCase(Locale.ROOT)),
                                    "so",
                                    null,
                                    now));
            case LEAD ->
                    List.of(
                            new RoleAssigned(
                                    incident, Role.LEAD, new Handle(order.words()), null, now));
            case RESOLVE ->
                    List.of(
                            new IncidentResolved(
                                    incident, Resolution.ROLLBACK, null, null, null, now),
                            new MilestoneSet(incident, Milestone.RESOLVED, null, null, now));
            case REOPEN -> {
                List<IncidentEvent> events = new ArrayList<>();
                events.add(
                        new IncidentReopened(incident, Status.INVESTIGATING, "again", null, now));
                events.add(new MilestoneCleared(incident, Milestone.RESOLVED, "again", null, now));
                if (state.status() == Status.CLOSED) {
                    events.add(
                            new MilestoneCleared(incident, Milestone.CLOSED, "again", null, now));
                }
                yield events;
            }
            case CLOSE ->
                    List.of(
                            new IncidentClosed(incident, null, null, now),
                            new MilestoneSet(incident, Milestone.CLOSED, null, null, now));
            case CANCEL ->
                    List.of(
                            new IncidentCancelled(
                                    incident, CancelReason.FALSE_ALARM, "none", null, now));
            case ADD_FOLLOW_UP ->
                    List.of(
                            new FollowUpAdded(
                                    incident,
                                    FollowUpId.of(id),
                                    order.words(),
                                    null,
                                    FollowUpType.PREVENT,
                                    Priority.MEDIUM,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    now));
            case COMPLETE ->
                    List.of(
                            new FollowUpCompleted(
                                    incident,
                                    FollowUpId.of(order.target()),
                                    new Evidence(null, order.words()),
                                    null,
                                    now));
            case VERIFY ->
                    List.of(
                            new FollowUpVerified(
                                    incident, FollowUpId.of(order.target()), null, null, now));
            case REOPEN_FOLLOW_UP ->
                    List.of(
                            new FollowUpReopened(
                                    incident, FollowUpId.of(order.target()), "again", null, now));
        };
    }
}
