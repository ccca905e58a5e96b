/** Runbooks, and following one in an incident. */
@NullMarked
package io.incidentledger.command.runbook;

import org.jspecify.annotations.NullMarked;
