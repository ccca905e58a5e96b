package io.incidentledger.command.edge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order that cannot be read, or whose fields are not acceptable. Sending it again does not help.
 */
public final class InvalidOrder extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * What is wrong with one field.
     *
     * @param field JSON pointer into the body, or the name of a header
     * @param value what was given, shortened; null where nothing was
     * @param accepted what would be accepted; null where the problem's detail says it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Field(String field, @Nullable String value, @Nullable String accepted) {}

    private final transient List<Field> fields;

    public InvalidOrder(String sentence, List<Field> fields) {
        super(sentence, null, false, false);
        this.fields = List.copyOf(fields);
    }

    public static InvalidOrder of(String field, @Nullable String value, String accepted) {
        return new InvalidOrder(
                "the order has a field that is not acceptable",
                List.of(new Field(field, Checks.shortened(value), accepted)));
    }

    public List<Field> fields() {
        return fields;
    }
}
