/**
 * The view goes with the log: its generations are carried on, one takes the place of another, and
 * what stands still is begun anew.
 */
@NullMarked
package io.incidentledger.query.follow;

import org.jspecify.annotations.NullMarked;
