/** What helps during an incident: runbooks, and the organisation's guidelines. */
@NullMarked
package io.incidentledger.query.guidance;

import org.jspecify.annotations.NullMarked;
