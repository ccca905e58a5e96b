/** What an incident came from, and what it has to do with others. */
@NullMarked
package io.incidentledger.command.relate;

import org.jspecify.annotations.NullMarked;
