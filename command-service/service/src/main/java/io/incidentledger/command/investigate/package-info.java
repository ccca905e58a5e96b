/** Several lines of investigation, followed apart: threads, each with its owner and state. */
@NullMarked
package io.incidentledger.command.investigate;

import org.jspecify.annotations.NullMarked;
