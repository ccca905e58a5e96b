/**
 * Sees what did not come and orders the reminders. A reminder is decided and recorded like anything
 * else that is ordered.
 */
@NullMarked
package io.incidentledger.command.remind;

import org.jspecify.annotations.NullMarked;
