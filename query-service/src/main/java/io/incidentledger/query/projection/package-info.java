/**
 * The log, applied to the tables: each batch of events in one transaction with the token, as the
 * pure folds of the history say.
 */
@NullMarked
package io.incidentledger.query.projection;

import org.jspecify.annotations.NullMarked;
