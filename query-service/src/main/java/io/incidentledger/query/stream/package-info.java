/** The log itself: its events as they come, and its head. */
@NullMarked
package io.incidentledger.query.stream;

import org.jspecify.annotations.NullMarked;
