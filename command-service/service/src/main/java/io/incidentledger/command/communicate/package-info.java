/** What others are told. */
@NullMarked
package io.incidentledger.command.communicate;

import org.jspecify.annotations.NullMarked;
