/** Faults by a seeded script while clients work, and what became of it. */
@NullMarked
package io.incidentledger.reliability.storm;

import org.jspecify.annotations.NullMarked;
