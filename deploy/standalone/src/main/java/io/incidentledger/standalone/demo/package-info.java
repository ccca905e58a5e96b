/**
 * Enters past incidents from {@code research-incident/1} files through the REST API, as any client
 * would: what a file holds goes in, and nothing else.
 */
@NullMarked
package io.incidentledger.standalone.demo;

import org.jspecify.annotations.NullMarked;
