package io.incidentledger.command.edge;

import io.incidentledger.command.dispatch.OrderDesk.Slip;

/** An order as it came in: its body, read and checked, and how it is told from others. */
public record Order<B extends Body>(B body, Slip slip) {}
