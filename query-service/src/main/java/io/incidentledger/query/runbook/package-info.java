/** The runbooks, in all their versions. */
@NullMarked
package io.incidentledger.query.runbook;

import org.jspecify.annotations.NullMarked;
