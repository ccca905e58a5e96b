/**
 * Who is behind a handle: names, addresses, working hours and teams, in a compacted Kafka topic
 * beside the log, where they can be changed and erased. Every node reads all of it into memory and
 * follows it; those that write do so one after the other.
 */
@NullMarked
package io.incidentledger.people;

import org.jspecify.annotations.NullMarked;
