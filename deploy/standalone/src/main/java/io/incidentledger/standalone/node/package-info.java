/**
 * Runs one node of a distributed ledger in this JVM, beside the organisation's own Kafka and
 * PostgreSQL: a command service that takes orders, or a query service that answers questions.
 */
@NullMarked
package io.incidentledger.standalone.node;

import org.jspecify.annotations.NullMarked;
