package io.incidentledger.reliability.check;

import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Compares JSON as its readers do: a field that is null is a field that is not there. */
final class Trees {
    private Trees() {}

    static boolean same(JsonNode one, JsonNode other) {
        if (one.isObject() && other.isObject()) {
            Set<String> names = new TreeSet<>(one.propertyNames());
            names.addAll(other.propertyNames());
            return names.stream().allMatch(name -> same(one.path(name), other.path(name)));
        }
        if (one.isArray() && other.isArray()) {
            Iterator<JsonNode> others = other.iterator();
            return one.size() == other.size()
                    && one.valueStream().allMatch(item -> same(item, others.next()));
        }
        if (nothing(one) || nothing(other)) {
            return nothing(one) && nothing(other);
        }
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }

    private static boolean nothing(JsonNode node) {
        return node.isNull() || node.isMissingNode();
    }
}
