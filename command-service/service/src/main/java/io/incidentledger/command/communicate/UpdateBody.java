package io.incidentledger.command.communicate;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.command.respond.RecordEntry;
import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Moment;
import io.incidentledger.events.TemplateName;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An update in words of one's own, or in those of a template. */
public record UpdateBody(
        @Nullable String text,
        @Nullable TemplateName template,
        @Nullable Map<String, String> values,
        @Nullable Audience audience,
        @Nullable Instant nextUpdateDue,
        @Nullable String estimate,
        @Nullable Boolean last,
        @Nullable Marker marker,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    private static final int MOST_VALUES = 50;

    @Override
    public void check(Checks checks) {
        if (template == null) {
            checks.text("/text", text, Checks.TEXT);
            checks.required("/audience", audience, "internal, stakeholder or public");
            if (values != null) {
                checks.reject("/values", null, "nothing here without a template");
            }
        } else {
            if (text != null) {
                checks.reject("/text", text, "nothing here: the template has the words");
            }
        }
        values(checks);
        checks.instant("/nextUpdateDue", nextUpdateDue);
        checks.optionalText("/estimate", estimate, Checks.LINE);
        checks.moment("/occurredAt", occurredAt);
        if (isLast() && nextUpdateDue != null) {
            checks.reject(
                    "/nextUpdateDue",
                    nextUpdateDue.toString(),
                    "nothing here: \"last\": true says that nothing further follows");
        }
    }

    private void values(Checks checks) {
        if (values != null) {
            if (values.size() > MOST_VALUES) {
                checks.reject("/values", values.size() + " values", "at most " + MOST_VALUES);
            }
            values.forEach(
                    (name, value) -> checks.text("/values/" + name, value, Checks.PARAGRAPH));
        }
    }

    /**
     * @param number what people call the incident; null while it has none
     */
    public IncidentCommand send(
            IncidentId incident, EntryId entry, @Nullable String number, Directory directory) {
        return template == null
                ? new RecordEntry(
                        incident,
                        entry,
                        new EntryContent.Update(
                                requireNonNull(text),
                                requireNonNull(audience),
                                nextUpdateDue,
                                estimate,
                                null,
                                isLast() ? true : null,
                                null),
                        marker,
                        null,
                        by,
                        occurredAt)
                : new SendFromTemplate(
                        incident,
                        entry,
                        number,
                        template,
                        directory.template(template),
                        values == null ? Map.of() : Map.copyOf(values),
                        audience,
                        nextUpdateDue,
                        estimate,
                        isLast(),
                        marker,
                        by,
                        occurredAt);
    }

    private boolean isLast() {
        return Boolean.TRUE.equals(last);
    }
}
