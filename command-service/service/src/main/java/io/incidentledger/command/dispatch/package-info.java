/**
 * Orders meet their decisions: the Axon configuration that loads a state, decides, and appends what
 * follows under the condition that nothing came between.
 */
@NullMarked
package io.incidentledger.command.dispatch;

import org.jspecify.annotations.NullMarked;
