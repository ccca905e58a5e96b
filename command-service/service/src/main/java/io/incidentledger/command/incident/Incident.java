package io.incidentledger.command.incident;

import static java.util.stream.Collectors.toSet;

import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Role;
import io.incidentledger.events.ThreadId;
import io.incidentledger.events.WordsRedacted;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.OrderedPMap;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * What every declared incident holds, whatever its state. Immutable; the maps share their structure
 * with those they came from, so that a long history folds in linear time.
 *
 * @param history entered afterwards: times that are not given stay unknown
 * @param said what is said of it, and where
 * @param followUps in the order in which they were added
 * @param runbooks which are followed, and whether one was missed
 * @param hidden the positions of its events whose words are redacted
 * @param updates what each audience waits for; one that is missing has heard nothing
 */
public record Incident(
        IncidentId id,
        boolean history,
        Said said,
        PMap<Milestone, Moment> milestones,
        PMap<Role, PSet<Handle>> roles,
        PMap<EntryId, Entry> entries,
        PMap<ThreadId, Investigation> threads,
        PMap<FollowUpId, FollowUp> followUps,
        Runbooks runbooks,
        PSet<Long> hidden,
        PMap<Audience, Awaited> updates) {

    static Incident declared(IncidentDeclared event, long position) {
        return new Incident(
                event.incidentId(),
                event.history(),
                Said.of(event, position),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                OrderedPMap.empty(),
                Runbooks.NONE,
                HashTreePSet.empty(),
                HashTreePMap.empty());
    }

    /** What is said of it, as readers have it: without what is redacted. */
    public Details details() {
        return said.details();
    }

    /** What is stated of it and others. */
    public Set<Relation> relations() {
        return details().relations().keySet();
    }

    public PSet<Handle> holders(Role role) {
        return roles.getOrDefault(role, HashTreePSet.empty());
    }

    /** The day, in UTC, from which due dates count; null while it is not known. */
    public @Nullable LocalDate resolvedOn() {
        return day(milestones.get(Milestone.RESOLVED));
    }

    /** The day of a moment in UTC; null where it is not known. */
    static @Nullable LocalDate day(@Nullable Moment moment) {
        return moment == null || !moment.precision().measurable()
                ? null
                : LocalDate.ofInstant(moment.at(), ZoneOffset.UTC);
    }

    /**
     * Whether a milestone was reached at this time rather than when it is known to have been. A
     * time that is only a place among others would be a guess.
     */
    public boolean reachedSooner(Milestone milestone, Moment time) {
        Moment known = milestones.get(milestone);
        return time.precision().measurable()
                && (known == null || !known.precision().measurable() || time.surelyBefore(known));
    }

    /** What an audience waits for. */
    public Awaited awaited(Audience audience) {
        return updates.getOrDefault(audience, Awaited.NOTHING);
    }

    Incident awaiting(Audience audience, UnaryOperator<Awaited> change) {
        return withUpdates(updates.plus(audience, change.apply(awaited(audience))));
    }

    /** What anybody waited for has ended; what they heard last stays. */
    Incident nobodyAwaits() {
        PMap<Audience, Awaited> ended = updates;
        for (Audience audience : updates.keySet()) {
            ended = ended.plus(audience, awaited(audience).ended());
        }
        return withUpdates(ended);
    }

    /**
     * Something more was said of it.
     *
     * @param position of the event, or {@link Evolution#UNRECORDED}
     */
    Incident saying(IncidentEvent event, long position) {
        return new Incident(
                id,
                history,
                said.with(event, position),
                milestones,
                roles,
                entries,
                threads,
                followUps,
                runbooks,
                hidden,
                updates);
    }

    Incident with(Milestone milestone, Moment moment) {
        return withMilestones(milestones.plus(milestone, moment));
    }

    Incident without(Milestone milestone) {
        return withMilestones(milestones.minus(milestone));
    }

    Incident with(Role role, Handle holder) {
        return withRoles(roles.plus(role, holders(role).plus(holder)));
    }

    Incident without(Role role, Handle holder) {
        return withRoles(roles.plus(role, holders(role).minus(holder)));
    }

    Incident with(EntryId entryId, Entry entry) {
        return new Incident(
                id,
                history,
                said,
                milestones,
                roles,
                entries.plus(entryId, entry),
                threads,
                followUps,
                runbooks,
                hidden,
                updates);
    }

    Incident with(FollowUp followUp) {
        return new Incident(
                id,
                history,
                said,
                milestones,
                roles,
                entries,
                threads,
                followUps.plus(followUp.id(), followUp),
                runbooks,
                hidden,
                updates);
    }

    Incident with(ThreadId threadId, Investigation thread) {
        return new Incident(
                id,
                history,
                said,
                milestones,
                roles,
                entries,
                threads.plus(threadId, thread),
                followUps,
                runbooks,
                hidden,
                updates);
    }

    Incident with(Runbooks changed) {
        return new Incident(
                id,
                history,
                said,
                milestones,
                roles,
                entries,
                threads,
                followUps,
                changed,
                hidden,
                updates);
    }

    /**
     * What is hidden does not count as said any more, so that who guesses it learns nothing. Of
     * what has no position yet nobody knows whether it is hidden.
     */
    Incident with(WordsRedacted redaction) {
        EntryId entryId = redaction.entryId();
        Set<Long> positions =
                redaction.hidden().stream().map(HiddenEvent::position).collect(toSet());
        LongPredicate gone =
                position -> position == Evolution.UNRECORDED || positions.contains(position);
        PMap<EntryId, Entry> readable = entries;
        for (EntryId each : entryId == null ? entries.keySet() : Set.of(entryId)) {
            Entry entry = entries.get(each);
            if (entry != null && gone.test(entry.told())) {
                readable = readable.plus(each, entry.redacted());
            }
        }
        return new Incident(
                id,
                history,
                entryId == null ? said.without(gone) : said,
                milestones,
                roles,
                readable,
                threads,
                followUps,
                runbooks,
                hidden.plusAll(positions),
                updates);
    }

    Incident changing(EntryId entryId, UnaryOperator<Entry> change) {
        Entry entry = entries.get(entryId);
        return entry == null ? this : with(entryId, change.apply(entry));
    }

    Incident changing(FollowUpId followUpId, UnaryOperator<FollowUp> change) {
        FollowUp followUp = followUps.get(followUpId);
        return followUp == null ? this : with(change.apply(followUp));
    }

    Incident changing(ThreadId threadId, UnaryOperator<Investigation> change) {
        Investigation thread = threads.get(threadId);
        return thread == null ? this : with(threadId, change.apply(thread));
    }

    private Incident withUpdates(PMap<Audience, Awaited> changed) {
        return new Incident(
                id,
                history,
                said,
                milestones,
                roles,
                entries,
                threads,
                followUps,
                runbooks,
                hidden,
                changed);
    }

    private Incident withMilestones(PMap<Milestone, Moment> changed) {
        return new Incident(
                id, history, said, changed, roles, entries, threads, followUps, runbooks, hidden,
                updates);
    }

    private Incident withRoles(PMap<Role, PSet<Handle>> changed) {
        return new Incident(
                id,
                history,
                said,
                milestones,
                changed,
                entries,
                threads,
                followUps,
                runbooks,
                hidden,
                updates);
    }
}
