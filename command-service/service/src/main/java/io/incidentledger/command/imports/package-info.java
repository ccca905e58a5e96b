/**
 * A past incident enters the ledger as a whole: orders like any others, decided one after the other
 * by the same rules, and recorded together or not at all.
 */
@NullMarked
package io.incidentledger.command.imports;

import org.jspecify.annotations.NullMarked;
