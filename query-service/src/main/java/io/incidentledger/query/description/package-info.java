/** What can be ordered and asked, for programs. */
@NullMarked
package io.incidentledger.query.description;

import org.jspecify.annotations.NullMarked;
