package io.incidentledger.command.incident;

import io.incidentledger.command.incident.IncidentState.Active;
import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.Handle;
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
     * declared or reopened, or its severity changed. It brings a time forward or takes it back, and
     * never puts it off: what others wait for comes no later because the severity fell.
     *
     * @param since null where nobody knows
     */
    public static List<UpdateDueChanged> following(
            IncidentState state, UpdateCadence cadence, @Nullable Moment since) {
        List<UpdateDueChanged> changes = new ArrayList<>();
        if (since == null || !(state instanceof Active active)) {
            return changes;
        }
        Incident incident = active.incident();
        for (Audience audience : Audience.values()) {
            Awaited awaited = incident.awaited(audience);
            Instant due = due(incident, cadence, audience, since);
            boolean changed =
                    awaited.due() == null
                            ? due != null && !awaited.last()
                            : awaited.byPolicy() && (due == null || due.isBefore(awaited.due()));
            if (changed) {
                changes.add(
                        new UpdateDueChanged(
                                incident.id(), audience, due, cadence.named(), null, since));
            }
        }
        return changes;
    }

    /**
     * What others wait to hear of an incident that ends in another one, where they would hear of
     * that one later, or never. Whoever set those times, the other's cadence takes none of them
     * back.
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
        if (!(ended instanceof Active from) || !(into instanceof Active goesOn)) {
            return changes;
        }
        // Nobody waits to hear of history.
        if (from.incident().history() || goesOn.incident().history()) {
            return changes;
        }
        for (Audience audience : Audience.values()) {
            Instant promised = from.incident().awaited(audience).due();
            Instant due = goesOn.incident().awaited(audience).due();
            if (promised != null && (due == null || promised.isBefore(due))) {
                changes.add(
                        new UpdateDueChanged(
                                goesOn.incident().id(),
                                audience,
                                promised,
                                cadence.named(),
                                named,
                                by,
                                since));
            }
        }
        return changes;
    }

    /** The content, with the time of the next update where it is one that leaves that open. */
    public static EntryContent dated(
            IncidentState state, EntryContent content, Moment sent, UpdateCadence cadence) {
        return content instanceof EntryContent.Update update
                ? dated(state, update, sent, cadence)
                : content;
    }

    /** The update, with the time of the next one where it leaves that open. */
    public static EntryContent.Update dated(
            IncidentState state, EntryContent.Update update, Moment sent, UpdateCadence cadence) {
        if (!(state instanceof Active active)
                || update.nextUpdateDue() != null
                || update.last() != null) {
            return update;
        }
        Instant heard = active.incident().awaited(update.audience()).heard();
        Instant due = due(active.incident(), cadence, update.audience(), sent);
        return due == null || (heard != null && sent.at().isBefore(heard))
                ? update
                : new EntryContent.Update(
                        update.text(),
                        update.audience(),
                        due,
                        update.estimate(),
                        cadence.named(),
                        null,
                        update.template());
    }

    private static @Nullable Instant due(
            Incident incident, UpdateCadence cadence, Audience audience, Moment since) {
        Duration every = cadence.every(incident.details().severity(), audience);
        return every == null || incident.history() || !since.precision().measurable()
                ? null
                : since.at().plus(every);
    }
}
