/** Runs the broker, the database and both services in this JVM, over one data directory. */
@NullMarked
package io.incidentledger.standalone.serve;

import org.jspecify.annotations.NullMarked;
