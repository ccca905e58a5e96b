/**
 * The postmortem of an incident, as Markdown (CommonMark with tables) and as a standalone HTML page
 * made from that Markdown. A pure function of the history and the settings: the same input gives
 * the same bytes on any machine.
 */
@NullMarked
package io.incidentledger.postmortem.document;

import org.jspecify.annotations.NullMarked;
