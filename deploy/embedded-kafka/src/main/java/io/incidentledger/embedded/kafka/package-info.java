/**
 * The real Kafka broker, in this process, on one directory, for one machine: what the standalone
 * distribution and the tests run on. Whoever has a Kafka of their own does not need it.
 */
@NullMarked
package io.incidentledger.embedded.kafka;

import org.jspecify.annotations.NullMarked;
