package io.incidentledger.events;

/**
 * The template that a text was made from.
 *
 * @param name what the organisation calls it
 * @param version counted from 1; 0 is the one that is built in
 */
public record TemplateVersion(TemplateName name, long version) {}
