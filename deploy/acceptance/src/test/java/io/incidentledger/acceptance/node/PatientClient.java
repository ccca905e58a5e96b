package io.incidentledger.acceptance.node;

import static org.awaitility.Awaitility.await;

import io.incidentledger.acceptance.LedgerApi;
import io.incidentledger.acceptance.LedgerApi.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A client as it should be: each order has a key, and is sent again, to the next node, when nobody
 * answers or the answer says that it may. One order at a time.
 */
final class PatientClient implements AutoCloseable {
    static final String TITLE = "Restarted through ";
    private static final Duration GIVE_UP = Duration.ofSeconds(60);

    private final List<LedgerApi> nodes;
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicLong longest = new AtomicLong();
    private volatile boolean stopping;
    private Thread thread;

    PatientClient(List<NodeProgram> nodes, String token) {
        this.nodes = nodes.stream().map(node -> new LedgerApi(node.address(), token)).toList();
    }

    void start() {
        thread = Thread.ofVirtual().start(this::work);
    }

    void awaitMore(int orders) {
        int before = answers.size();
        await().atMost(GIVE_UP).until(() -> answers.size() >= before + orders);
    }

    List<Answer> stop() throws InterruptedException {
        stopping = true;
        thread.join();
        return List.copyOf(answers);
    }

    List<String> failures() {
        return failures;
    }

    Duration longestPause() {
        return Duration.ofNanos(longest.get());
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        nodes.forEach(LedgerApi::close);
    }

    private void work() {
        for (int n = 0; !stopping; n++) {
            long began = System.nanoTime();
            give(n, began);
            longest.accumulateAndGet(System.nanoTime() - began, Math::max);
        }
    }

    private void give(int n, long began) {
        for (int attempt = 0; System.nanoTime() - began < GIVE_UP.toNanos(); attempt++) {
            try {
                Answer answer =
                        nodes.get((n + attempt) % nodes.size())
                                .order("incidents", Map.of("title", TITLE + n), "patient-" + n);
                if (answer.status() == 201) {
                    answers.add(answer);
                    return;
                }
                if (answer.status() != 503) {
                    failures.add(n + ": " + answer);
                    return;
                }
            } catch (IOException nobody) {
                // The next node may answer.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        failures.add(n + ": not answered");
    }
}
