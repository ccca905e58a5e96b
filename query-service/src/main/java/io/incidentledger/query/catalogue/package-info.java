/** What the organisation runs: services, and what they need. */
@NullMarked
package io.incidentledger.query.catalogue;

import org.jspecify.annotations.NullMarked;
