/** What changed in what the organisation runs. */
@NullMarked
package io.incidentledger.query.change;

import org.jspecify.annotations.NullMarked;
