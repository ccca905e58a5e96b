/**
 * The history of one incident: a pure fold of its facts up to a position, and what is computed from
 * it. It serves as-of views, metrics and documents alike. Immutable and thread-safe throughout.
 */
@NullMarked
package io.incidentledger.postmortem.history;

import org.jspecify.annotations.NullMarked;
