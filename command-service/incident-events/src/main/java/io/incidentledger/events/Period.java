package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A calendar month or quarter, {@code 2023-07} or {@code 2023-Q3}. */
public record Period(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[0-9]{4}-(Q[1-4]|0[1-9]|1[0-2])");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Period {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a period is a month, as 2023-07, or a quarter, as 2023-Q3: " + value);
        }
    }

    public boolean quarter() {
        return value.charAt(5) == 'Q';
    }

    @Override
    public String toString() {
        return value;
    }
}
