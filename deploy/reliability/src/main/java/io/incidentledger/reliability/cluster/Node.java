package io.incidentledger.reliability.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A node of one of the services.
 *
 * @param address where clients reach it, {@code http://127.0.0.1:port}
 */
public record Node(Member member, URI address) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofMillis(500)).build();

    public String name() {
        return member.name();
    }

    /** Whether it says that it can be used. */
    public boolean isReady() {
        return "UP".equals(readiness().path("status").asString(""));
    }

    /** Whether it says that it writes. */
    public boolean isWriter() {
        return "serving"
                .equals(
                        readiness()
                                .path("components")
                                .path("commandLog")
                                .path("details")
                                .path("state")
                                .asString(""));
    }

    /** What it says of itself; an empty object when it says nothing in time. */
    public JsonNode readiness() {
        try {
            HttpResponse<String> answer =
                    HTTP.send(
                            HttpRequest.newBuilder(address.resolve("/actuator/health/readiness"))
                                    .timeout(Duration.ofSeconds(1))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(answer.body());
        } catch (IOException | JacksonException away) {
            return JSON.createObjectNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return JSON.createObjectNode();
        }
    }
}
