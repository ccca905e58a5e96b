/**
 * How fast the engine is, beside the yardsticks that say what that means. Runs in the profile
 * {@code benchmark} only.
 */
@NullMarked
package io.incidentledger.eventstore.benchmark;

import org.jspecify.annotations.NullMarked;
