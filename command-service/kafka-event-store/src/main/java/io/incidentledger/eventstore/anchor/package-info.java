/**
 * The head of the log, noted outside it: signed lines that show later that a tail was cut off or
 * history was rewritten, which the chain alone cannot show.
 */
@NullMarked
package io.incidentledger.eventstore.anchor;

import org.jspecify.annotations.NullMarked;
