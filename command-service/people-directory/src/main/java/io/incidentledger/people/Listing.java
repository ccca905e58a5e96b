package io.incidentledger.people;

import io.incidentledger.events.Handle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the directory.
 *
 * @param version where it stands in the directory's topic: rising over the whole directory, with
 *     holes
 * @param by who had it so
 * @param at when that was, in milliseconds, by the clock of the node
 */
public record Listing(Contact contact, long version, @Nullable Handle by, Instant at) {}
