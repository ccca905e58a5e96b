/** What others were told, and what they wait for. */
@NullMarked
package io.incidentledger.query.communicate;

import org.jspecify.annotations.NullMarked;
