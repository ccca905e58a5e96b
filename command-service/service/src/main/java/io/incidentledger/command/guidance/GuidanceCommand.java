package io.incidentledger.command.guidance;

/** An order about what the organisation has agreed on. All of them are decided as one. */
public sealed interface GuidanceCommand permits SetGuidelines, SetTemplate {}
