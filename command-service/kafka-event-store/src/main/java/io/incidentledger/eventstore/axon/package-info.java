/**
 * The thin side towards Axon Framework: its storage engine's interface is internal to it and
 * changes with every version, so nothing but this package knows it.
 */
@NullMarked
package io.incidentledger.eventstore.axon;

import org.jspecify.annotations.NullMarked;
