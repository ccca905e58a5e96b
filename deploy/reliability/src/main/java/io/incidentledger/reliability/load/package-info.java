/** Clients that order and look, at a bounded rate, and write down what they are told. */
@NullMarked
package io.incidentledger.reliability.load;

import org.jspecify.annotations.NullMarked;
