/** The view itself: its generations, building it anew, and the events that were set aside. */
@NullMarked
package io.incidentledger.query.rebuild;

import org.jspecify.annotations.NullMarked;
