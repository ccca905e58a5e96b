/** The ways in which an order is not carried out; each becomes one kind of problem at the edge. */
@NullMarked
package io.incidentledger.command.refusal;

import org.jspecify.annotations.NullMarked;
