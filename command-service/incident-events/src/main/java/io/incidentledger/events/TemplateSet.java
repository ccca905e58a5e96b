package io.incidentledger.events;

/**
 * A template for updates was written, replaced or taken away. Updates that were made from it stay
 * as they are.
 *
 * @param name by which it is used
 * @param version counted from 1, for each name
 * @param audience whom its updates are for
 * @param text with placeholders, in Mustache, for the Markdown of a safe subset; empty when it was
 *     taken away
 */
public record TemplateSet(TemplateName name, long version, Audience audience, String text)
        implements GuidanceEvent {}
