package io.incidentledger.standalone.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of the orders that a past incident consists of.
 *
 * @param name as {@code POST /import/incidents} calls it
 * @param then what follows on it
 */
record Order(String name, Map<String, Object> body, List<Order> then) {
    Order {
        then = List.copyOf(then);
    }

    /** As the import takes it. */
    Map<String, Object> step() {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put(name, body);
        if (!then.isEmpty()) {
            List<Map<String, Object>> steps = new ArrayList<>();
            then.forEach(order -> steps.add(order.step()));
            step.put("then", steps);
        }
        return step;
    }
}
