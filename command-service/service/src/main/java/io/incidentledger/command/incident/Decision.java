package io.incidentledger.command.incident;

import io.incidentledger.command.refusal.Refusal;
import io.incidentledger.events.LedgerEvent;
import java.util.List;

/**
 * What follows from an order: events, or none when everything is already as ordered. Pure: the same
 * state, order and circumstances give the same events.
 *
 * @param <S> the state decided upon
 * @param <C> the orders decided
 */
@FunctionalInterface
public interface Decision<S, C> {
    /**
     * The events that follow, in their order.
     *
     * @throws Refusal when the order is not carried out
     */
    List<? extends LedgerEvent> decide(S state, C command, Circumstances circumstances);
}
