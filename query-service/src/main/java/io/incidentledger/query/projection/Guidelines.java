package io.incidentledger.query.projection;

import io.incidentledger.events.Handle;
import java.time.Instant;

/**
 * A version of the organisation's guidelines.
 *
 * @param version counted from 1
 * @param text in the Markdown of a safe subset; empty when there are none any more
 */
public record Guidelines(long version, String text, Handle setBy, Instant setAt) {}
