/**
 * What an incident is at a moment, as far as decisions need it: the fold of its events. Pure: no
 * Spring, no Kafka, no clock.
 */
@NullMarked
package io.incidentledger.command.incident;

import org.jspecify.annotations.NullMarked;
