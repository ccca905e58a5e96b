/** An incident enters the ledger, live or as history; and is cancelled when there was none. */
@NullMarked
package io.incidentledger.command.declare;

import org.jspecify.annotations.NullMarked;
