package io.incidentledger.command.people;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;

/** Whom, the address says. */
record EraseBody() implements Body {
    @Override
    public void check(Checks checks) {}
}
