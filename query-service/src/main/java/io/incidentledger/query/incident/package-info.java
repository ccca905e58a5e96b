/**
 * Incidents, as they stand and as they stood: lists come from rows, and whatever is said of one
 * incident is the fold of its events.
 */
@NullMarked
package io.incidentledger.query.incident;

import org.jspecify.annotations.NullMarked;
