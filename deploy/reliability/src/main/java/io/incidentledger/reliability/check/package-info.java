/**
 * Decides whether a log and its views can be what a history says: pure, but for the program that
 * reads the files. It shares no decision code with the services: the rules are written once more,
 * from docs/orders.md.
 */
@NullMarked
package io.incidentledger.reliability.check;

import org.jspecify.annotations.NullMarked;
