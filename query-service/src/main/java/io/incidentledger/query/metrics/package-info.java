/** How long incidents take and what they cost: figures over many, each with where it comes from. */
@NullMarked
package io.incidentledger.query.metrics;

import org.jspecify.annotations.NullMarked;
