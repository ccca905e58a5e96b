/**
 * What the writer must find quickly in the log: events by position and by tag, commands, counters,
 * and how far it has read. Everything here can be built again from the log.
 */
@NullMarked
package io.incidentledger.eventstore.index;

import org.jspecify.annotations.NullMarked;
