/** What is to be done so that it does not happen again, until it is done with proof. */
@NullMarked
package io.incidentledger.command.followup;

import org.jspecify.annotations.NullMarked;
