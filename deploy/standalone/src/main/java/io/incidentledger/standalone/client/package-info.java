/** What speaks to a running ledger over REST, and enters what was recorded elsewhere. */
@NullMarked
package io.incidentledger.standalone.client;

import org.jspecify.annotations.NullMarked;
