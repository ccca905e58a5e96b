/**
 * The one writer of a ledger: decides each append against everything before it, commits them in
 * groups, takes the ledger and gives it up.
 */
@NullMarked
package io.incidentledger.eventstore.write;

import org.jspecify.annotations.NullMarked;
