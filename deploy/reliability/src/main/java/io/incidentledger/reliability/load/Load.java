package io.incidentledger.reliability.load;

import io.incidentledger.reliability.cluster.Node;
import io.incidentledger.reliability.history.Answer;
import io.incidentledger.reliability.history.Answer.Acknowledged;
import io.incidentledger.reliability.history.Asked.Look;
import io.incidentledger.reliability.history.Asked.Order;
import io.incidentledger.reliability.history.Command;
import io.incidentledger.reliability.history.HistoryFile;
import io.incidentledger.reliability.load.Knowledge.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Some clients that order, some that look, and one that keeps a pulse: a note every tenth of a
 * second, each until it is acknowledged, so that a pause can be measured. Clients go to either
 * node; what was not answered is sent again through the other.
 */
public final class Load implements AutoCloseable {
    private static final int ORDERING = 5;
    private static final int LOOKING = 2;
    private static final Duration PACE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    /** A pulse that waits long for one node would not see the other one serving. */
    private static final Duration PULSE_PATIENCE = Duration.ofSeconds(1);

    /** Longer than any fault lasts. */
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(90);

    private final Api api;
    private final HistoryFile history;
    private final List<Node> commandNodes;
    private final List<Node> queryNodes;
    private final Knowledge knowledge = new Knowledge();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> clients = new ArrayList<>();
    private final AtomicLong lastPulse = new AtomicLong(-1);
    private volatile boolean running = true;

    public Load(Api api, HistoryFile history, List<Node> commandNodes, List<Node> queryNodes) {
        this.api = api;
        this.history = history;
        this.commandNodes = commandNodes;
        this.queryNodes = queryNodes;
    }

    public void start(long seed) {
        for (int i = 0; i < ORDERING; i++) {
            String name = "client-" + (i + 1);
            long its = seed * 31 + i;
            clients.add(threads.submit(() -> orderOnAndOn(name, its)));
        }
        for (int i = 0; i < LOOKING; i++) {
            String name = "viewer-" + (i + 1);
            long its = seed * 37 + i;
            clients.add(threads.submit(() -> lookOnAndOn(name, its)));
        }
        clients.add(threads.submit(this::pulse));
    }

    /** When an order of the pulse that was first sent after this time was acknowledged, or -1. */
    public long pulseAfter(long time) {
        long last = lastPulse.get();
        return last > time ? last : -1;
    }

    /** The highest position that anybody was told. */
    public long position() {
        return knowledge.position();
    }

    /** Lets everybody finish what they are at; nothing is sent afterwards. */
    @Override
    public void close() {
        running = false;
        for (Future<?> client : clients) {
            try {
                client.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException e) {
                throw new IllegalStateException("a client broke down", e.getCause());
            }
        }
        threads.shutdown();
    }

    private @Nullable Void orderOnAndOn(String name, long seed) throws InterruptedException {
        Random random = new Random(seed);
        Invention invention = new Invention(name, random.nextLong(), knowledge);
        while (running) {
            Order order = invention.next();
            Acknowledged done =
                    order(name, order, random.nextInt(2), random.nextInt(3) > 0, PATIENCE);
            if (done != null) {
                knowledge.learn(order, done);
            }
            Thread.sleep(random.nextLong(2 * PACE.toMillis()));
        }
        return null;
    }

    /**
     * Sends an order until it is answered.
     *
     * @param insists whether it is also sent again when it certainly was not carried out
     * @return what was acknowledged, or null
     */
    private @Nullable Acknowledged order(
            String client, Order order, int first, boolean insists, Duration patience)
            throws InterruptedException {
        long giveUp = System.nanoTime() + GIVE_UP_AFTER.toNanos();
        for (int attempt = 0; System.nanoTime() < giveUp; attempt++) {
            Node node = commandNodes.get((first + attempt) % commandNodes.size());
            long request = history.began(client, node.name(), order);
            Answer answer = api.order(node.address(), order, patience);
            history.ended(request, answer);
            switch (answer) {
                case Acknowledged done -> {
                    return done;
                }
                case Answer.Refused refused -> {
                    return null;
                }
                case Answer.Unavailable unavailable -> {
                    if (!insists) {
                        return null;
                    }
                }
                case Answer.Unknown unknown -> {}
                case Answer.Seen impossible -> throw new IllegalStateException("not a look");
            }
            Thread.sleep(attempt < 4 ? 50 : 200);
        }
        return null;
    }

    private @Nullable Void lookOnAndOn(String name, long seed) throws InterruptedException {
        Random random = new Random(seed);
        while (running) {
            Subject about = knowledge.any(random);
            if (about != null) {
                Long atLeast =
                        switch (random.nextInt(3)) {
                            case 0 -> null;
                            case 1 -> about.version();
                            default -> knowledge.position();
                        };
                Look look = new Look(about.incident().id, random.nextInt(4) == 0, atLeast);
                Node node = queryNodes.get(random.nextInt(queryNodes.size()));
                long request = history.began(name, node.name(), look);
                history.ended(request, api.look(node.address(), look, PATIENCE));
            }
            Thread.sleep(random.nextLong(2 * PACE.toMillis()));
        }
        return null;
    }

    /** Of incidents that nobody else touches, so that no order is ever refused. */
    private @Nullable Void pulse() throws InterruptedException {
        String incident = null;
        for (int beat = 1; running; beat++) {
            long began = history.now();
            String key = "pulse-" + beat;
            Order order =
                    incident == null
                            ? new Order(Command.DECLARE, key, null, null, "Pulse " + beat, null)
                            : new Order(Command.NOTE, key, incident, null, "beat " + beat, null);
            Acknowledged done = order("pulse", order, beat % 2, true, PULSE_PATIENCE);
            if (done != null) {
                lastPulse.set(began);
                // Long incidents make long decisions; a new one now and then.
                incident = beat % 200 == 0 ? null : incident == null ? done.id() : incident;
            }
            Thread.sleep(100);
        }
        return null;
    }
}
