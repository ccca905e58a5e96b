/** Who may read: bearer tokens, as the events of the log say. */
@NullMarked
package io.incidentledger.query.access;

import org.jspecify.annotations.NullMarked;
