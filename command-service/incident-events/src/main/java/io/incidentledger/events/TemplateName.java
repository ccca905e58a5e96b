package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The name of a template, by which updates are made from it. */
public record TemplateName(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TemplateName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a template is named by lower-case letters, digits, '.', '_' or '-', at most 63: "
                            + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
