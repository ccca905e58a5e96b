package io.incidentledger.command.guidance;

import io.incidentledger.events.Audience;
import io.incidentledger.events.TemplateName;

/** Write or replace a template for updates; an empty text takes it away. */
public record SetTemplate(TemplateName name, Audience audience, String text)
        implements GuidanceCommand {}
