/** What the incident is and where it stands: details, severity, impact, status, milestones. */
@NullMarked
package io.incidentledger.command.triage;

import org.jspecify.annotations.NullMarked;
