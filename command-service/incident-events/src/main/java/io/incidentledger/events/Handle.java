package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A person ({@code @ana}) or a team ({@code team:payments}). Events carry handles only; names and
 * addresses live beside the log, where they can be erased.
 */
public record Handle(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("(@|team:)[a-z0-9][a-z0-9._-]{0,62}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Handle {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a handle is @name or team:name, lower-case letters, digits, '.', '_' or '-', at most 63: "
                            + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
