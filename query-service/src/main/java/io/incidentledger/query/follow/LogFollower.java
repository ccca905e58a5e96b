package io.incidentledger.query.follow;

import io.incidentledger.eventstore.read.KafkaEventSource;
import io.incidentledger.query.view.Forms;
import io.incidentledger.query.view.Generation;
import io.incidentledger.query.view.Generation.State;
import io.incidentledger.query.view.Generations;
import io.incidentledger.query.view.QuerySettings;
import io.incidentledger.query.view.ViewPosition;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Keeps the view going: carries on the generation that serves and the one that is being built, sees
 * to it that there is one of this version's form, and lets it serve when it has caught up. What it
 * is up to stands in the database, so that any node goes on where another was killed. Thread-safe.
 */
public final class LogFollower implements SmartLifecycle {
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);
    private static final Duration LOOK_WHILE_BUILDING = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** So near to the end a generation may take over; the rest is a moment's work. */
    private static final long NEARLY_THERE = 1_000;

    private final KafkaEventSource log;
    private final ViewPosition view;
    private final Duration standstill;
    private final Duration keepUnwanted;
    private final Forms forms;
    private final Generations generations;
    private final Succession succession;
    private final ViewOrigin origin;
    private final ProcessorFactory processors;

    private final Judgement judgement;

    // Of the watching thread.
    private final Map<Long, Following> followed = new HashMap<>();
    private final Set<Long> ofThisLog = new HashSet<>();

    private final Map<Long, Pace> paces = new ConcurrentHashMap<>();
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile boolean running;
    private volatile @Nullable Thread watch;
    private volatile long head = -1;
    private volatile long headAtStart = -1;
    private volatile boolean caughtUp;
    private volatile long rebuildLeft = -1;
    private volatile Set<Long> standing = Set.of();

    public LogFollower(
            KafkaEventSource log,
            DataSource dataSource,
            PlatformTransactionManager transactions,
            ViewPosition view,
            Generations generations,
            QuerySettings settings) {
        this.log = log;
        this.view = view;
        this.generations = generations;
        this.forms = generations.forms();
        this.standstill = settings.standstill();
        this.keepUnwanted = settings.keepUnwanted();
        this.judgement = new Judgement(settings.standstill());
        this.succession = new Succession(new JdbcTemplate(dataSource), transactions, forms);
        this.origin = new ViewOrigin(log);
        this.processors = new ProcessorFactory(log, dataSource, transactions, settings);
    }

    /** Whether the view has included everything that was in the log when this node started. */
    public boolean caughtUp() {
        if (!caughtUp && headAtStart >= 0 && view.current() >= headAtStart - 1) {
            caughtUp = true;
        }
        return caughtUp;
    }

    /** How many events the view lacks, as of the last look at the log; empty before the first. */
    public OptionalLong lag() {
        return head < 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, head - 1 - view.current()));
    }

    /** The position of the last event of the log, as of the last look; empty before the first. */
    public OptionalLong logPosition() {
        return head < 0 ? OptionalLong.empty() : OptionalLong.of(head - 1);
    }

    /** How often a projection was started anew because it stood still. */
    public int restarts() {
        return restarts.get();
    }

    /** What keeps the view from being that of the log, for whoever is on duty; empty when well. */
    public Optional<String> trouble() {
        return judgement.trouble();
    }

    /** How one generation gets on, as this node sees it. */
    public Progress progress(Generation generation) {
        Pace pace = paces.get(generation.id());
        return Progress.of(
                head < 0 ? null : Math.max(0, head - 1 - generation.position()),
                pace == null ? null : pace.eventsPerSecond(),
                standing.contains(generation.id()));
    }

    /** How many events the generation that is being built lacks; -1 when none is. */
    public long rebuildLeft() {
        return rebuildLeft;
    }

    /**
     * Lets a new generation be built beside the one that serves.
     *
     * @return whether it was begun; one that is being built already goes on
     */
    public boolean rebuild(String reason) {
        return succession.begin(State.BUILDING, reason).isPresent();
    }

    @Override
    public void start() {
        running = true;
        watch = Thread.ofVirtual().name("log-follower").start(this::follow);
    }

    @Override
    public void stop() {
        running = false;
        Thread thread = watch;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Between the view's position, which it looks at, and the web server. */
    @Override
    public int getPhase() {
        return ViewPosition.PHASE + 1;
    }

    private void follow() {
        Duration third = standstill.dividedBy(3);
        Duration pause = min(third, LONGEST_LOOK);
        try {
            while (running) {
                boolean building = false;
                try {
                    building = look();
                } catch (RuntimeException
                        | Error notNow) { // who is to notice must not end unnoticed
                    judgement.silent(
                            notNow instanceof Error
                                    ? notNow.toString()
                                    : String.valueOf(notNow.getMessage()));
                }
                Thread.sleep(building ? min(pause, LOOK_WHILE_BUILDING) : pause);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            followed.values().forEach(Following::close);
            followed.clear();
        }
    }

    /** Whether something is being built. */
    private boolean look() throws InterruptedException {
        List<Generation> all = begun();
        // Asked after the generations were read: it is not behind what they include.
        head = ask();
        if (headAtStart < 0) {
            headAtStart = head;
        }
        if (retireForeign(all)) {
            all = begun();
        }
        Generation serving = serving(all);
        Generation building = building(all);
        List<Generation> wanted = Stream.of(serving, building).filter(Objects::nonNull).toList();
        succession.want(ids(wanted));
        carryOn(wanted);
        long now = System.nanoTime();
        paces.keySet().retainAll(ids(all));
        all.forEach(
                generation ->
                        paces.computeIfAbsent(generation.id(), id -> new Pace())
                                .add(generation.position(), now));
        rebuildLeft = building == null ? -1 : Math.max(0, head - 1 - building.position());
        judgement.heard(serving, head - 1, standing);
        if (building != null && (serving == null || rebuildLeft <= NEARLY_THERE)) {
            succession.enthrone(building);
        }
        if (serving != null && serving.form() == forms.own()) {
            // Not before: a version that is rolled back may find its own form still there.
            succession.dropUnwanted(keepUnwanted);
        }
        return building != null;
    }

    /** All generations, among them one of this version's form that is there or to be. */
    private List<Generation> begun() {
        List<Generation> all = generations.all();
        if (all.stream()
                .anyMatch(
                        generation ->
                                generation.form() == forms.own()
                                        && generation.state() != State.RETIRED)) {
            return all;
        }
        Generation serving = serving(all);
        if (serving == null) {
            succession.begin(State.SERVING, "there was none");
        } else {
            succession.begin(
                    State.BUILDING, "form %d instead of %d".formatted(forms.own(), serving.form()));
        }
        return generations.all();
    }

    private boolean retireForeign(List<Generation> all) throws InterruptedException {
        boolean retired = false;
        for (Generation generation : all) {
            if (generation.state() != State.RETIRED
                    && forms.readable(generation.form())
                    && !ofThisLog.contains(generation.id())) {
                if (origin.sameLog(generation, head)) {
                    ofThisLog.add(generation.id());
                } else {
                    succession.retire(generation, "it was built from another log");
                    retired = true;
                }
            }
        }
        return retired;
    }

    private void carryOn(List<Generation> wanted) {
        Set<Long> ids = ids(wanted);
        followed.entrySet()
                .removeIf(
                        entry -> {
                            boolean over = !ids.contains(entry.getKey());
                            if (over) {
                                entry.getValue().close();
                            }
                            return over;
                        });
        Set<Long> stand = new HashSet<>();
        for (Generation generation : wanted) {
            Following following =
                    followed.computeIfAbsent(
                            generation.id(),
                            id -> new Following(processors, generation, standstill));
            if (following.look(generation.position(), head - 1)) {
                restarts.incrementAndGet();
            }
            if (following.stands()) {
                stand.add(generation.id());
            }
        }
        standing = Set.copyOf(stand);
    }

    /** As {@link Generations} chooses, or null. */
    private @Nullable Generation serving(List<Generation> all) {
        return all.stream()
                .filter(generation -> generation.state() == State.SERVING)
                .filter(generation -> forms.readable(generation.form()))
                .max(Comparator.comparingInt(Generation::form))
                .orElse(null);
    }

    private @Nullable Generation building(List<Generation> all) {
        return all.stream()
                .filter(generation -> generation.state() == State.BUILDING)
                .filter(generation -> generation.form() == forms.own())
                .findFirst()
                .orElse(null);
    }

    private static Set<Long> ids(List<Generation> generations) {
        return generations.stream().map(Generation::id).collect(Collectors.toSet());
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private long ask() throws InterruptedException {
        try {
            return log.headPosition().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException silent) {
            Throwable cause = silent.getCause() == null ? silent : silent.getCause();
            throw new IllegalStateException(cause.toString(), silent);
        }
    }
}
