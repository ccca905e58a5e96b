/** What the organisation runs and what changed in it: services, what they need, and changes. */
@NullMarked
package io.incidentledger.query.catalogue;

import org.jspecify.annotations.NullMarked;
