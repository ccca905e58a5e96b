/** The catalogue of services: what is run, who answers for it, and what it needs. */
@NullMarked
package io.incidentledger.command.catalogue;

import org.jspecify.annotations.NullMarked;
