package io.incidentledger.command.incident;

import io.incidentledger.command.incident.IncidentState.Active;
import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.UpdateDueChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By when the next updates are due, as the cadence has it. A time that a person gave is never
 * touched, and nothing is demanded of history, nor once the incident is over.
 */
public final class PolicyUpdates {
    private PolicyUpdates() {}

    /**
     * What the cadence demands from a moment on at which its input changed: the incident was
     * declared or reopened, or its severity changed. It brings a time forward or takes its own
     * back, and never puts it off: what others wait for comes no later because the severity fell.
     * Where it takes its own back, what was taken over with a merge stands.
     *
     * @param since null where nobody knows
     */
    public static List<UpdateDueChanged> following(
            IncidentState state, Circumstances circumstances, @Nullable Moment since) {
        List<UpdateDueChanged> changes = new ArrayList<>();
        if (since == null || !(state instanceof Active active)) {
            return changes;
        }
        Incident incident = active.incident();
        String cadence = circumstances.updates().named();
        for (Audience audience : Audience.values()) {
            Awaited awaited = incident.awaited(audience);
            Instant due = due(incident, circumstances, audience, since);
            if (due == null) {
                if (awaited.byPolicy()) {
                    changes.add(
                            new UpdateDueChanged(
                                    incident.id(),
                                    audience,
                                    awaited.promised(),
                                    cadence,
                                    awaited.promisedOf(),
                                    null,
                                    since));
                }
            } else if (awaited.due() == null
                    ? !awaited.last()
                    : !awaited.byPerson() && due.isBefore(awaited.due())) {
                changes.add(
                        new UpdateDueChanged(incident.id(), audience, due, cadence, null, since));
            }
        }
        return changes;
    }

    /**
     * What others wait to hear of an incident that ends in another one, where nobody promised them
     * to hear of that one by then. Whoever set those times, the other's cadence takes none of them
     * back; what it demands sooner stays due first.
     *
     * @param named the one that ends
     * @param since when that was
     */
    public static List<UpdateDueChanged> takenOver(
            IncidentState ended,
            OtherIncident named,
            IncidentState into,
            UpdateCadence cadence,
            @Nullable Handle by,
            @Nullable Moment since) {
        List<UpdateDueChanged> changes = new ArrayList<>();
        // Nobody waits to hear of history.
        if (!(ended instanceof Active from)
                || !(into instanceof Active goesOn)
                || from.incident().history()
                || goesOn.incident().history()) {
            return changes;
        }
        IncidentId id = goesOn.incident().id();
        for (Audience audience : Audience.values()) {
            Instant due = from.incident().awaited(audience).due();
            Awaited own = goesOn.incident().awaited(audience);
            if (due == null || (own.promised() != null && !due.isBefore(own.promised()))) {
                continue;
            }
            changes.add(new UpdateDueChanged(id, audience, due, cadence.named(), named, by, since));
            if (own.due() != null && own.due().isBefore(due)) {
                changes.add(
                        new UpdateDueChanged(
                                id, audience, own.due(), cadence.named(), null, since));
            }
        }
        return changes;
    }

    /** The content, with the time of the next update where it is one that leaves that open. */
    public static EntryContent dated(
            IncidentState state, EntryContent content, Moment sent, Circumstances circumstances) {
        return content instanceof EntryContent.Update update
                ? dated(state, update, sent, circumstances)
                : content;
    }

    /** The update, with the time of the next one where it leaves that open. */
    public static EntryContent.Update dated(
            IncidentState state,
            EntryContent.Update update,
            Moment sent,
            Circumstances circumstances) {
        if (!(state instanceof Active active)
                || !sent.precision().measurable()
                || update.nextUpdateDue() != null
                || update.last() != null) {
            return update;
        }
        Instant heard = active.incident().awaited(update.audience()).heard();
        Instant due = due(active.incident(), circumstances, update.audience(), sent);
        return due == null || (heard != null && sent.at().isBefore(heard))
                ? update
                : new EntryContent.Update(
                        update.text(),
                        update.audience(),
                        due,
                        update.estimate(),
                        circumstances.updates().named(),
                        null,
                        update.template());
    }

    /**
     * Counted from when it surely was, so that nobody is late before he could know: what was at
     * some time of today may have been just now.
     */
    private static @Nullable Instant due(
            Incident incident, Circumstances circumstances, Audience audience, Moment since) {
        Duration every = circumstances.updates().every(incident.details().severity(), audience);
        if (every == null || incident.history()) {
            return null;
        }
        Instant now = circumstances.now();
        boolean before = since.precision().measurable() && since.latest().isBefore(now);
        return (before ? since.latest() : now).plus(every);
    }
}
