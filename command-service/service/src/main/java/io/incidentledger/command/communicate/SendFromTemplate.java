package io.incidentledger.command.communicate;

import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Moment;
import io.incidentledger.events.TemplateName;
import io.incidentledger.events.TemplateSet;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tell others in the words of a template.
 *
 * @param number what people call the incident; null when it has none
 * @param name of the template
 * @param template its last version; null when there is none of the name
 * @param values the texts of the placeholders that the incident does not fill itself
 * @param audience null for the template's own
 */
public record SendFromTemplate(
        IncidentId incidentId,
        EntryId entryId,
        @Nullable String number,
        TemplateName name,
        @Nullable TemplateSet template,
        Map<String, String> values,
        @Nullable Audience audience,
        @Nullable Instant nextUpdateDue,
        @Nullable String estimate,
        boolean last,
        @Nullable Marker marker,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements CommunicateCommand {

    /** The same with other values, or at another time. */
    public SendFromTemplate with(Map<String, String> others, @Nullable Moment time) {
        return new SendFromTemplate(
                incidentId,
                entryId,
                number,
                name,
                template,
                others,
                audience,
                nextUpdateDue,
                estimate,
                last,
                marker,
                by,
                time);
    }
}
