/**
 * The command service: takes orders, decides, appends. {@link
 * io.incidentledger.command.CommandServiceConfiguration} can be imported by any Spring application;
 * {@link io.incidentledger.command.CommandService} runs it alone.
 */
@NullMarked
package io.incidentledger.command;

import org.jspecify.annotations.NullMarked;
