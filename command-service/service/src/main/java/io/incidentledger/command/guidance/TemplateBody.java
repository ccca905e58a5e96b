package io.incidentledger.command.guidance;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.communicate.UpdateTemplate;
import io.incidentledger.command.communicate.UpdateTemplate.BadTemplate;
import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Audience;
import io.incidentledger.events.TemplateName;
import org.jspecify.annotations.Nullable;

record TemplateBody(@Nullable TemplateName name, @Nullable Audience audience, @Nullable String text)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required(
                "/name", name, "a name of lower-case letters, digits, '.', '_' or '-', at most 63");
        checks.required("/audience", audience, "internal, stakeholder or public");
        checks.required("/text", text, "a template; an empty one takes it away");
        checks.upTo("/text", text, Checks.TEXT);
        if (text != null && !text.isEmpty()) {
            try {
                UpdateTemplate.of(text);
            } catch (BadTemplate bad) {
                checks.reject("/text", bad.found(), bad.accepted());
            }
        }
    }

    SetTemplate command() {
        return new SetTemplate(
                requireNonNull(name), requireNonNull(audience), requireNonNull(text));
    }
}
