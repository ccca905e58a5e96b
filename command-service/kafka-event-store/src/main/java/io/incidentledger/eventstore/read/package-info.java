/**
 * Following the log without an index: what a projection needs, and nothing of the writer. Positions
 * are found by search in the topic itself.
 */
@NullMarked
package io.incidentledger.eventstore.read;

import org.jspecify.annotations.NullMarked;
