/**
 * What is done with a ledger's log as a whole, running or not: verified, anchored, written to a
 * file, and restored from one.
 */
@NullMarked
package io.incidentledger.standalone.log;

import org.jspecify.annotations.NullMarked;
