/** Who is who: the directory of people, beside the log, changed and erased without touching it. */
@NullMarked
package io.incidentledger.command.people;

import org.jspecify.annotations.NullMarked;
