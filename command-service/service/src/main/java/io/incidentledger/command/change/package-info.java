/** Changes and deployments, recorded by whoever or whatever made them, incident or not. */
@NullMarked
package io.incidentledger.command.change;

import org.jspecify.annotations.NullMarked;
