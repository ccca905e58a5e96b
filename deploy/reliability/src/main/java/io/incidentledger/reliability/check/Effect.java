package io.incidentledger.reliability.check;

import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpEvent;
import io.incidentledger.events.FollowUpRescheduled;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.StatusChanged;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.UpdateDueChanged;
import io.incidentledger.reliability.history.Asked.Order;
import java.util.List;

/** Whether events are what an order leads to. */
final class Effect {
    private Effect() {}

    /** Whether the types are those, with what policies date behind them or without. */
    static boolean isWhole(List<LogEvent> events, Verdict.Accepted accepted) {
        List<Class<? extends LedgerEvent>> due = accepted.events();
        if (events.size() < due.size()) {
            return false;
        }
        for (int i = 0; i < events.size(); i++) {
            LedgerEvent event = events.get(i).event();
            boolean fits =
                    i < due.size()
                            ? due.get(i).isInstance(event)
                            : event instanceof FollowUpRescheduled
                                    || event instanceof UpdateDueChanged;
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Whether the first event says what was ordered. */
    static boolean says(LedgerEvent event, Order order) {
        return switch (event) {
            case IncidentDeclared e -> e.title().equals(order.words());
            case TimelineEntryRecorded e -> e.content().text().equals(order.words());
            case TimelineEntryCorrected e ->
                    order.words().equals(e.newText())
                            && e.entryId().toString().equals(order.target());
            case SeverityChanged e -> e.to().name().equals(order.words());
            case StatusChanged e -> e.to().name().equalsIgnoreCase(order.words());
            case RoleAssigned e -> e.holder().toString().equals(order.words());
            case FollowUpAdded e -> e.title().equals(order.words());
            case FollowUpCompleted e ->
                    order.words().equals(e.evidence().statement())
                            && e.followUpId().toString().equals(order.target());
            case FollowUpEvent e -> e.followUpId().toString().equals(order.target());
            case LedgerEvent other -> true;
        };
    }
}
