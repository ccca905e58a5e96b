/**
 * A real PostgreSQL, kept in one directory and started and stopped with the JVM, for read models
 * that can always be rebuilt from the log.
 */
@NullMarked
package io.incidentledger.embedded.postgres;

import org.jspecify.annotations.NullMarked;
