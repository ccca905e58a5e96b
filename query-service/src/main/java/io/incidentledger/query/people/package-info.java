/** Questions about who is behind a handle. */
@NullMarked
package io.incidentledger.query.people;

import org.jspecify.annotations.NullMarked;
