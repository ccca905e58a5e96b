package io.incidentledger.standalone.demo;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One command for the REST API.
 *
 * @param step unique within its incident and the same in every run: with the incident's id it makes
 *     the Idempotency-Key
 * @param path below {@code /api/v1}; a name in braces stands for the id of what an earlier order
 *     opened under that name
 * @param opens the name for what this order opens, or null
 */
record Order(String step, String path, Map<String, Object> body, @Nullable String opens) {
    static final String INCIDENT = "incident";
}
