/**
 * The log in a file, and back: JSON Lines that hold every record byte for byte, so that a ledger
 * can be restored from them, and a copy without the payloads that were taken back, which verifies
 * all the same.
 */
@NullMarked
package io.incidentledger.eventstore.archive;

import org.jspecify.annotations.NullMarked;
