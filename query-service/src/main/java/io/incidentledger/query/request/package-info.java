/** What was asked and what is refused: parameters, formats, cursors, problems. */
@NullMarked
package io.incidentledger.query.request;

import org.jspecify.annotations.NullMarked;
