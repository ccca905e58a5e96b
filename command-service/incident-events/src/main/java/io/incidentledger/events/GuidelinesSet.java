package io.incidentledger.events;

/**
 * The organisation's guidelines for everybody who works on an incident were written or replaced:
 * who does what, how to talk, what not to do.
 *
 * @param version counted from 1
 * @param text all of them, in the Markdown of a safe subset; empty when there are none any more
 */
public record GuidelinesSet(long version, String text) implements GuidanceEvent {}
