/** What the organisation wants everybody to know during an incident. */
@NullMarked
package io.incidentledger.command.guidance;

import org.jspecify.annotations.NullMarked;
