/**
 * What clients asked of a ledger and what they were told, with the times: the one witness of a run,
 * written as it happens.
 */
@NullMarked
package io.incidentledger.reliability.history;

import org.jspecify.annotations.NullMarked;
