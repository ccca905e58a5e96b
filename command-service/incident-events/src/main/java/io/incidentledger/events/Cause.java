package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * What contributed to an incident, as a word of the organisation's own ({@code
 * expired-certificate}, {@code capacity}), by which incidents can be counted and compared. An
 * incident may have several; none of them is its root, and none is a person.
 */
public record Cause(@JsonValue String value) implements Comparable<Cause> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Cause {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a cause is a lower-case word of letters, digits and '-', at most 63, and never a person: "
                            + value);
        }
    }

    @Override
    public int compareTo(Cause other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
