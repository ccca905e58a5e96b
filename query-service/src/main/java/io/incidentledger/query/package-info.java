/**
 * The query service: {@link io.incidentledger.query.QueryConfiguration} is all of it, to be
 * imported; {@link io.incidentledger.query.QueryApplication} runs it alone.
 */
@NullMarked
package io.incidentledger.query;

import org.jspecify.annotations.NullMarked;
