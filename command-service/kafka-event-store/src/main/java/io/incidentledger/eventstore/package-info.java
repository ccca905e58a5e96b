/**
 * An event store for Axon Framework 5 whose store is a Kafka topic: one ledger is one partition,
 * written by one fenced writer that keeps an index. Start at {@link
 * io.incidentledger.eventstore.KafkaEventStore} to write and source, at {@link
 * io.incidentledger.eventstore.read.KafkaEventSource} to follow the log without an index. Knows no
 * domain and no container.
 */
@NullMarked
package io.incidentledger.eventstore;

import org.jspecify.annotations.NullMarked;
