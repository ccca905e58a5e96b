package io.incidentledger.reliability.storm;

import io.incidentledger.eventstore.record.RecordFormat;
import io.incidentledger.reliability.check.ViewDump;
import io.incidentledger.reliability.cluster.Node;
import io.incidentledger.reliability.load.Api;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Asks every query node for everything it has. */
final class Showing {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ATTEMPTS = 10;

    private final Api api;
    private final List<Node> nodes;

    Showing(Api api, List<Node> nodes) {
        this.api = api;
        this.nodes = nodes;
    }

    /** What the nodes show as of the end of this log or later. */
    List<ViewDump> of(List<ConsumerRecord<byte[], byte[]>> log) throws IOException {
        Map<String, String> atLeast =
                Map.of("Ledger-Min-Position", Integer.toString(log.size() - 1));
        Set<String> incidents = new TreeSet<>();
        log.forEach(
                record -> {
                    String incident = RecordFormat.read(record).tag("incident");
                    if (incident != null) {
                        incidents.add(incident);
                    }
                });
        List<ViewDump> dumps = new ArrayList<>();
        try {
            for (Node node : nodes) {
                dumps.add(pages(node, "incidents", atLeast));
                dumps.add(pages(node, "follow-ups", atLeast));
                for (String incident : incidents) {
                    String path = "incidents/" + incident;
                    dumps.add(pages(node, path + "/events", atLeast));
                    dumps.add(one(node, path + "/postmortem.md", atLeast));
                    dumps.add(one(node, path + "/postmortem.html", atLeast));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return dumps;
    }

    static void write(Path file, List<ViewDump> dumps) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (ViewDump dump : dumps) {
                lines.write(JSON.writeValueAsString(dump));
                lines.newLine();
            }
        }
    }

    private ViewDump one(Node node, String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = api.get(node.address(), path, headers);
        // The view may still be catching up.
        for (int attempt = 1; answer.statusCode() == 503 && attempt < ATTEMPTS; attempt++) {
            answer = api.get(node.address(), path, headers);
        }
        return new ViewDump(node.name(), path, answer.statusCode(), answer.body());
    }

    private ViewDump pages(Node node, String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        ArrayNode items = JSON.createArrayNode();
        String page = path + "?limit=500";
        while (true) {
            ViewDump answer = one(node, page, headers);
            if (answer.status() != 200) {
                return new ViewDump(node.name(), path, answer.status(), answer.body());
            }
            JsonNode body = JSON.readTree(answer.body());
            body.path("items").forEach(items::add);
            if (!body.path("next").isString()) {
                return new ViewDump(
                        node.name(), path, 200, JSON.writeValueAsString(Map.of("items", items)));
            }
            page = Objects.requireNonNull(body.path("next").asString());
        }
    }
}
