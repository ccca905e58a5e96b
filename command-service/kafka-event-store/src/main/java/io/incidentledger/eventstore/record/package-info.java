/**
 * What stands in the log: an event as a Kafka record in the binary mode of CloudEvents, the chain
 * of hashes that ties each record to the one before, and the event as it is handed to readers.
 * Knows neither who writes nor who reads.
 */
@NullMarked
package io.incidentledger.eventstore.record;

import org.jspecify.annotations.NullMarked;
