package io.incidentledger.query.request;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a list, as SQL with named parameters. Column names come from code, values only
 * ever travel as parameters. What was not asked for adds nothing. Not thread-safe while it is made.
 */
public final class Filter {
    private static final String QUERY = "websearch_to_tsquery('english', :%s)";

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** The column holds the name of one of the constants. */
    public Filter isOneOf(String column, Collection<? extends Enum<?>> constants) {
        return isOneOfTexts(column, constants.stream().map(Enum::name).toList());
    }

    /** The column holds one of the texts. */
    public Filter isOneOfTexts(String column, Collection<String> texts) {
        return texts.isEmpty() ? this : add(column + " = any(:%s)", texts.toArray(String[]::new));
    }

    /** The array in the column has one of the texts. */
    public Filter overlaps(String column, Collection<String> texts) {
        return texts.isEmpty()
                ? this
                : add(column + " && cast(:%s as text[])", texts.toArray(String[]::new));
    }

    /** The array in the column has all of the texts. */
    public Filter contains(String column, Collection<String> texts) {
        return texts.isEmpty()
                ? this
                : add(column + " @> cast(:%s as text[])", texts.toArray(String[]::new));
    }

    /** The column has the value, unless it does not matter. */
    public Filter is(String column, @Nullable Object value) {
        return value == null ? this : add(column + " = :%s", value);
    }

    /** The column's time is known and not before. */
    public Filter from(String column, @Nullable Instant time) {
        return time == null ? this : add(column + " >= :%s", time.atOffset(ZoneOffset.UTC));
    }

    /** The column's time is known and before. */
    public Filter before(String column, @Nullable Instant time) {
        return time == null ? this : add(column + " < :%s", time.atOffset(ZoneOffset.UTC));
    }

    /**
     * The words are found: all of them, phrases in quotes, {@code or}, and {@code -} for not.
     *
     * @param condition with {@code %1$s} where the query stands
     */
    public Filter matches(@Nullable String words, String condition) {
        return words == null ? this : add(condition.formatted(QUERY), words);
    }

    /** The version in the table was the last one at a position, the parameter {@code at}. */
    public Filter validAt(String versions, long at) {
        parameters.put("at", at);
        return holds("%1$s.valid_from <= :at and %1$s.valid_to > :at".formatted(versions));
    }

    /**
     * A condition of the caller's own.
     *
     * @param condition with {@code %s} where the parameter's name stands, once or more
     */
    public Filter add(String condition, Object value) {
        String name = "p" + parameters.size();
        parameters.put(name, value);
        conditions.add(condition.replace("%s", name));
        return this;
    }

    /** A condition without a value. */
    public Filter holds(String condition) {
        conditions.add(condition);
        return this;
    }

    public boolean isEmpty() {
        return conditions.isEmpty();
    }

    /** All conditions; {@code true} without any. */
    public String sql() {
        return isEmpty() ? "true" : String.join(" and ", conditions);
    }

    public Map<String, Object> parameters() {
        return parameters;
    }
}
