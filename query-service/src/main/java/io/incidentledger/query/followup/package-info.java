/** The follow-up backlog, as it stands and as it stood, and what is overdue in it. */
@NullMarked
package io.incidentledger.query.followup;

import org.jspecify.annotations.NullMarked;
