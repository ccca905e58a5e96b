package io.incidentledger.query.projection;

import io.incidentledger.events.Audience;
import io.incidentledger.events.Fact;
import io.incidentledger.events.Handle;
import io.incidentledger.events.TemplateName;
import io.incidentledger.events.TemplateSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A template for updates.
 *
 * @param version counted from 1; 0 is the one that is built in
 * @param text with placeholders, in Mustache; empty when it was taken away
 * @param setBy null for one that is built in
 * @param setAt null for one that is built in
 */
public record SetTemplate(
        TemplateName name,
        long version,
        Audience audience,
        String text,
        @Nullable Handle setBy,
        @Nullable Instant setAt) {
    static SetTemplate of(TemplateSet set, Fact fact) {
        return new SetTemplate(
                set.name(),
                set.version(),
                set.audience(),
                set.text(),
                fact.actor(),
                fact.recordedAt());
    }

    /** One that is built in. */
    public static SetTemplate builtIn(TemplateSet template) {
        return new SetTemplate(
                template.name(),
                template.version(),
                template.audience(),
                template.text(),
                null,
                null);
    }
}
