/** The view: how far it has come in the log, and reading it at one position. */
@NullMarked
package io.incidentledger.query.view;

import org.jspecify.annotations.NullMarked;
