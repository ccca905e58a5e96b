/** Files that show what happened: taken in, kept beside the log, and removed when redacted. */
@NullMarked
package io.incidentledger.command.evidence;

import org.jspecify.annotations.NullMarked;
