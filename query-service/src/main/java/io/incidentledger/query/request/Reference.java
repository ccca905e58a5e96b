package io.incidentledger.query.request;

import io.incidentledger.query.request.Refusal.BadParameter;
import java.util.Locale;
import java.util.UUID;

/**
 * What a question calls a thing: the number that people say, or its id.
 *
 * @param column of the thing's table, {@code number} or {@code id}
 */
public record Reference(String column, Object value) {

    /** {@code INC-7} or an id. */
    public static Reference incident(String text) {
        return of("incident", text, "INC", "a number as INC-7, or the id of an incident");
    }

    /** {@code FU-7} or an id. */
    public static Reference followUp(String text) {
        return of("followUp", text, "FU", "a number as FU-7, or the id of a follow-up");
    }

    /** {@code RB-3} or an id. */
    public static Reference runbook(String text) {
        return of("runbook", text, "RB", "a number as RB-3, or the id of a runbook");
    }

    private static Reference of(String parameter, String text, String counter, String accepted) {
        String number = text.toUpperCase(Locale.ROOT);
        return number.matches(counter + "-[1-9][0-9]{0,17}")
                ? new Reference("number", number)
                : new Reference("id", id(parameter, text, accepted));
    }

    /**
     * The id of what has no number.
     *
     * @throws BadParameter when it is none
     */
    public static UUID id(String parameter, String text, String accepted) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException wrong) {
            throw new BadParameter(parameter, text, accepted);
        }
    }
}
