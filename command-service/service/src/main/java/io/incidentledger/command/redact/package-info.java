/**
 * What must not be read any more: the words of an entry, by whoever may respond, or of any events
 * of an incident, by an admin.
 */
@NullMarked
package io.incidentledger.command.redact;

import org.jspecify.annotations.NullMarked;
