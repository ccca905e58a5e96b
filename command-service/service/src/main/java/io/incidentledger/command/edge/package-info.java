/**
 * Where orders come in over HTTP: read strictly, given once, answered from the log; and every
 * refusal as a problem that says what is wrong.
 */
@NullMarked
package io.incidentledger.command.edge;

import org.jspecify.annotations.NullMarked;
