package io.incidentledger.acceptance;

import io.incidentledger.acceptance.LedgerApi.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Several people who give orders at the same time until the ledger is gone, and what they know
 * afterwards: what was acknowledged, and what may or may not have happened.
 */
final class Load {
    private static final int PEOPLE = 8;

    /** An order as it was sent; its words are unique, so that its effect can be counted. */
    record Sent(String key, String path, Map<String, ?> body, String words) {}

    final Map<String, Sent> sent = new ConcurrentHashMap<>();
    final Map<String, Answer> acknowledged = new ConcurrentHashMap<>();
    final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<String> incidents = new CopyOnWriteArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final long seed;

    Load(long seed) {
        this.seed = seed;
    }

    /** Sent, and never answered. */
    List<Sent> unknown() {
        List<Sent> unknown = new ArrayList<>(sent.values());
        unknown.removeIf(order -> acknowledged.containsKey(order.key()));
        return unknown;
    }

    /** Gives orders until nobody answers; the returned pool ends when everybody noticed. */
    ExecutorService start(LedgerApi api, int round) {
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        for (int person = 0; person < PEOPLE; person++) {
            Random random = new Random(seed + 31L * round + person);
            people.submit(() -> give(api, random));
        }
        people.shutdown();
        return people;
    }

    private @Nullable Void give(LedgerApi api, Random random) throws InterruptedException {
        while (true) {
            Sent order = invent(random);
            sent.put(order.key(), order);
            try {
                Answer answer = api.order(order.path(), order.body(), order.key());
                if (answer.status() / 100 == 2) {
                    acknowledged.put(order.key(), answer);
                    if (order.path().equals("incidents")) {
                        incidents.add(answer.json().get("id").asString());
                    }
                } else if (answer.status() < 500) {
                    // Said to have had no effect, so nothing may be found of it.
                    refused.add(order.words() + ": " + answer);
                    sent.remove(order.key());
                }
            } catch (IOException e) {
                return null;
            }
        }
    }

    private Sent invent(Random random) {
        int n = next.getAndIncrement();
        String key = seed + "-" + n;
        String words = "words " + key + " end";
        if (incidents.isEmpty() || random.nextInt(20) == 0) {
            return new Sent(
                    key,
                    "incidents",
                    Map.of("title", words, "severity", "SEV" + (1 + random.nextInt(5))),
                    words);
        }
        String incident = incidents.get(random.nextInt(incidents.size()));
        return random.nextInt(4) == 0
                ? new Sent(
                        key,
                        "incidents/" + incident + "/follow-ups",
                        Map.of("title", words, "type", "prevent"),
                        words)
                : new Sent(
                        key,
                        "incidents/" + incident + "/timeline",
                        Map.of("kind", "note", "text", words),
                        words);
    }
}
