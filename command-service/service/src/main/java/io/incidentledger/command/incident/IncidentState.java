package io.incidentledger.command.incident;

import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.Status;
import org.jspecify.annotations.Nullable;

/**
 * Where an incident stands. Each state holds what can be decided in it, so that an order meets
 * every state it may come in.
 */
public sealed interface IncidentState {

    /**
     * The incident, whatever became of it.
     *
     * @throws Unknown when there is no incident
     */
    default Declared declared() {
        return switch (this) {
            case NotDeclared nothing -> throw new Unknown("there is no such incident");
            case Declared declared -> declared;
        };
    }

    /**
     * The incident, for orders that make sense as long as it is one of its own, over or not.
     *
     * @throws Unknown when there is no incident
     * @throws RefusedByRule when it was cancelled or merged
     */
    default Incident notCancelled() {
        return switch (declared()) {
            case Cancelled cancelled ->
                    throw new RefusedByRule(
                            Rule.CANCELLED_IS_FINAL,
                            "the incident was cancelled; declare a new one if there is one after all");
            case Merged merged ->
                    throw new RefusedByRule(
                            Rule.MERGED_IS_FINAL,
                            "the incident was merged into "
                                    + merged.into().named()
                                    + ", which takes its orders");
            case Active active -> active.incident();
            case Resolved resolved -> resolved.incident();
            case Closed closed -> closed.incident();
        };
    }

    /** No event yet. */
    record NotDeclared() implements IncidentState {}

    /** An incident that exists. */
    sealed interface Declared extends IncidentState {
        Incident incident();
    }

    /**
     * Somebody works on it.
     *
     * @param status triage, investigating, identified or monitoring
     */
    record Active(Incident incident, Status status) implements Declared {
        public Active {
            if (!status.active()) {
                throw new IllegalArgumentException("not a status of active work: " + status);
            }
        }
    }

    /** Over, and not yet closed. */
    record Resolved(Incident incident) implements Declared {}

    /** Over and closed; its follow-ups go on. */
    record Closed(Incident incident) implements Declared {}

    /** There was no incident. */
    record Cancelled(Incident incident) implements Declared {}

    /**
     * It is part of another one.
     *
     * @param since when it was merged; null where nobody knows
     */
    record Merged(Incident incident, OtherIncident into, @Nullable Moment since)
            implements Declared {}
}
