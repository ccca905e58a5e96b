/**
 * A distributed ledger on one machine, each part a process of its own: three brokers, two command
 * nodes, two query nodes, PostgreSQL, and links between them that can be cut.
 */
@NullMarked
package io.incidentledger.reliability.cluster;

import org.jspecify.annotations.NullMarked;
