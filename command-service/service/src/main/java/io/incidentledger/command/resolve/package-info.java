/** An incident is over, closed, or not over after all. */
@NullMarked
package io.incidentledger.command.resolve;

import org.jspecify.annotations.NullMarked;
