/**
 * The published language: every event of the ledger as a record, with its stored name and version,
 * its JSON form and its tags.
 *
 * <p><b>Topic.</b> One Kafka topic with one partition is one ledger. Offsets have holes; the header
 * {@code ce_position} is dense from 0 and gives the one order of everything.
 *
 * <p><b>Key and value.</b> The key is the event id. The value is the JSON of one record of this
 * package (UTF-8) plus a random {@code salt}, so that a hash of the payload says nothing once the
 * words are gone. Schemas and a golden sample per event and version are beside the classes, under
 * {@code schema/} and in the tests under {@code golden/}.
 *
 * <p><b>Headers</b> (CloudEvents, binary mode). {@code ce_type} and {@code ce_dataversion} name the
 * record ({@link io.incidentledger.events.EventType}); {@code ce_subject} is the incident id;
 * {@code ce_tags} the tags ({@link io.incidentledger.events.LedgerEvent#tags()}); {@code ce_number}
 * is what people say ({@code INC-7}, {@code FU-12}), given by the writer to events that open
 * something numbered; {@code ce_recordedtime} is when the log took it; {@code ce_metadata} holds
 * {@code actor}, {@code authority} (the id of the token used), {@code commandId}, correlation and
 * causation.
 *
 * <p><b>Two clocks.</b> {@code occurredAt} in the payload is when a thing happened, with its
 * precision, absent when nobody knows; the recorded time is the log's own.
 *
 * <p><b>Change.</b> A stored name, version or field never changes its meaning. An optional field
 * may be added; anything else is a new version, read beside the old one for ever. A reader passes
 * over fields it does not know, and gets a type or version it does not know as {@link
 * io.incidentledger.events.UnrecognisedEvent}.
 */
@NullMarked
package io.incidentledger.events;

import org.jspecify.annotations.NullMarked;
