package io.incidentledger.command.edge;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.incidentledger.events.Handle;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds handles in a body, however deep, so that no order can name one unseen. */
final class NamedHandles {
    private static final ClassValue<List<Method>> FIELDS =
            new ClassValue<>() {
                @Override
                protected List<Method> computeValue(Class<?> type) {
                    return Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getAccessor)
                            // Bodies are their features' own business otherwise.
                            .peek(accessor -> accessor.setAccessible(true))
                            .toList();
                }
            };

    private NamedHandles() {}

    /** By JSON pointer. */
    static Map<String, Handle> in(Object body) {
        Map<String, Handle> found = new LinkedHashMap<>();
        collect(body, "", found);
        return found;
    }

    private static void collect(@Nullable Object value, String pointer, Map<String, Handle> found) {
        switch (value) {
            case Handle handle -> found.put(pointer, handle);
            case Body body when !pointer.isEmpty() ->
                    body.handles().forEach((field, handle) -> found.put(pointer + field, handle));
            case Record record -> {
                for (Method field : FIELDS.get(record.getClass())) {
                    collect(read(field, record), pointer + "/" + name(field), found);
                }
            }
            case Collection<?> items -> {
                int index = 0;
                for (Object item : items) {
                    collect(item, pointer + "/" + index++, found);
                }
            }
            case Map<?, ?> items ->
                    items.forEach((name, item) -> collect(item, pointer + "/" + name, found));
            case null, default -> {}
        }
    }

    private static String name(Method field) {
        JsonProperty other = field.getAnnotation(JsonProperty.class);
        return other == null ? field.getName() : other.value();
    }

    private static @Nullable Object read(Method field, Record record) {
        try {
            return field.invoke(record);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
