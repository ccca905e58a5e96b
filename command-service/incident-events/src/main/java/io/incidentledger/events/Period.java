package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
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

    public LocalDate firstDay() {
        int year = Integer.parseInt(value.substring(0, 4));
        return LocalDate.of(
                year,
                quarter()
                        ? Character.digit(value.charAt(6), 10) * 3 - 2
                        : Integer.parseInt(value.substring(5)),
                1);
    }

    /** The first day of the period after it. */
    public LocalDate dayAfter() {
        return firstDay().plusMonths(quarter() ? 3 : 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
