/** What records of elsewhere say of the incidents of a period: published means, for example. */
@NullMarked
package io.incidentledger.command.figure;

import org.jspecify.annotations.NullMarked;
