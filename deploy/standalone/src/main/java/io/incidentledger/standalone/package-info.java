/** The ledger as one program: the command line, and what each of its commands does. */
@NullMarked
package io.incidentledger.standalone;

import org.jspecify.annotations.NullMarked;
