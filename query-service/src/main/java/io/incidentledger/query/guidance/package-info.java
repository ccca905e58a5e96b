/** What the organisation has agreed on: its guidelines, and the templates of updates. */
@NullMarked
package io.incidentledger.query.guidance;

import org.jspecify.annotations.NullMarked;
