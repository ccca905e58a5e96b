/** Who does what, and what they find: roles and the timeline. */
@NullMarked
package io.incidentledger.command.respond;

import org.jspecify.annotations.NullMarked;
