package io.incidentledger.command.guidance;

/** Write or replace the guidelines; an empty text takes them away. */
public record SetGuidelines(String text) implements GuidanceCommand {}
