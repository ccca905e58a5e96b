/** Kafka's own start, of the version that an organisation would run, as a program. */
@NullMarked
package io.incidentledger.reliability.broker;

import org.jspecify.annotations.NullMarked;
