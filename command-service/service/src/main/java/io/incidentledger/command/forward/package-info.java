/**
 * Passes orders on to the node that writes the ledger, so that a client may talk to any node. Kept
 * out of the way where there is only one.
 */
@NullMarked
package io.incidentledger.command.forward;

import org.jspecify.annotations.NullMarked;
