package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * What somebody is for one incident: one of the standard roles, or an organisation's own, as a
 * lower-case word.
 */
public record Role(@JsonValue String value) {
    // Before the roles below, whose construction needs it.
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    public static final Role REPORTER = new Role("reporter");

    /** Held by at most one at a time; passed on by a handover. */
    public static final Role LEAD = new Role("lead");

    public static final Role COMMUNICATIONS = new Role("communications");
    public static final Role SCRIBE = new Role("scribe");
    public static final Role RESPONDER = new Role("responder");
    public static final Role OBSERVER = new Role("observer");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Role {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a role is a lower-case word of letters, digits and '-', at most 40: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
