/** Who may do what: tokens are issued and revoked as facts, and the log says which still open. */
@NullMarked
package io.incidentledger.command.access;

import org.jspecify.annotations.NullMarked;
