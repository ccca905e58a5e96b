package io.incidentledger.people;

import io.incidentledger.events.Handle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the directory. Any node may, each change decided against everything that was changed
 * before it: who writes takes the name of the writer in Kafka, which fences whoever had it, and
 * reads to the end; a commit of who was fenced meanwhile fails, and is decided anew. Thread-safe.
 */
public final class DirectoryWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWriter.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 4;

    /** What does not fit is taken up when it is used again. */
    private static final int WAITING = 1_000;

    private final DirectorySettings settings;
    private final PeopleDirectory directory;
    private final Sweeping sweeping;
    private final ThreadPoolExecutor takingUp =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(WAITING),
                    Thread.ofVirtual().name("take-up").factory(),
                    new ThreadPoolExecutor.DiscardPolicy());
    private final ReentrantLock turn = new ReentrantLock();

    // Both are whose turn it is to touch.
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private long toBeRead = -1;

    /**
     * What became of an order.
     *
     * @param position of the last change that it was decided against or led to
     */
    public record Written(boolean changed, long position) {}

    private DirectoryWriter(DirectorySettings settings, BooleanSupplier sweeper) {
        this.settings = settings;
        this.directory = new PeopleDirectory(settings, this::prepare);
        this.sweeping = new Sweeping(settings, sweeper, this::tick);
    }

    /**
     * Begins to read the directory, and makes its topic where there is none. Does not wait for it.
     *
     * @param sweeper whether this node is the one that sees to it that what was erased goes
     */
    public static DirectoryWriter open(DirectorySettings settings, BooleanSupplier sweeper) {
        return new DirectoryWriter(settings, sweeper);
    }

    /** The same directory, to be read; closed with this. */
    public PeopleDirectory directory() {
        return directory;
    }

    /**
     * Decides and writes. All changes of one decision come together or not at all.
     *
     * @param decision what is to change, given everything there is; none: nothing. May be asked
     *     several times, and must find nothing to do where what was ordered is so already
     * @throws DirectoryUnavailableException when Kafka does not take it
     */
    public Written change(Handle by, Function<KnownPeople, List<Change>> decision) {
        return inTurn(
                () ->
                        decision.apply(directory.now()).stream()
                                .map(change -> ContactFormat.write(settings.topic(), change, by))
                                .toList());
    }

    /** Lists handles of which nothing is known, soon, and as far as Kafka lets it. */
    public void takeUp(Handle by, Collection<Handle> handles) {
        takingUp.execute(
                () -> {
                    try {
                        change(
                                by,
                                people ->
                                        handles.stream()
                                                .filter(handle -> people.find(handle).isEmpty())
                                                .map(Contact::unknown)
                                                .map(Change::to)
                                                .toList());
                    } catch (DirectoryUnavailableException away) {
                        LOG.warn("Unknown handles are not listed: {}", away.getMessage());
                    }
                });
    }

    @Override
    public void close() {
        takingUp.shutdownNow();
        sweeping.close();
        directory.close();
        turn.lock();
        try {
            release();
        } finally {
            turn.unlock();
        }
    }

    private void tick() {
        inTurn(() -> List.of(ContactFormat.tick(settings.topic())));
    }

    private interface Decision {
        List<ProducerRecord<byte[], byte[]>> records();
    }

    private Written inTurn(Decision decision) {
        turn.lock();
        try {
            boolean perhapsWritten = false;
            for (int attempt = 1; ; attempt++) {
                boolean sending = false;
                try {
                    var writing = current();
                    var records = decision.records();
                    if (records.isEmpty()) {
                        // What could not be told before may have been it.
                        return new Written(perhapsWritten, toBeRead);
                    }
                    sending = true;
                    toBeRead = write(writing, records);
                    directory.await(toBeRead, PATIENCE);
                    return new Written(true, toBeRead);
                } catch (KafkaException failure) {
                    release();
                    perhapsWritten |= sending;
                    if (attempt == ATTEMPTS) {
                        throw new DirectoryUnavailableException(
                                "Kafka does not take changes of the directory of people: "
                                        + failure.getMessage(),
                                perhapsWritten,
                                failure);
                    }
                }
            }
        } finally {
            turn.unlock();
        }
    }

    /** The producer that nobody has fenced as far as it knows, with all read that is decided on. */
    private KafkaProducer<byte[], byte[]> current() {
        KafkaProducer<byte[], byte[]> held = producer;
        if (held == null) {
            prepare();
            held = new KafkaProducer<>(properties());
            producer = held;
            held.initTransactions();
            toBeRead = Sweeping.end(settings) - 1;
        }
        if (!directory.await(toBeRead, PATIENCE)) {
            directory.now();
            throw new DirectoryUnavailableException(
                    "The directory of people was not read to its end in time", false, null);
        }
        return held;
    }

    private static long write(
            KafkaProducer<byte[], byte[]> writing, List<ProducerRecord<byte[], byte[]>> records) {
        writing.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        records.forEach(record -> sent.add(writing.send(record)));
        writing.commitTransaction();
        try {
            return sent.getLast().get().offset();
        } catch (ExecutionException | InterruptedException impossible) {
            // After a commit all of it was written.
            throw new KafkaException(impossible);
        }
    }

    private void prepare() {
        try (DirectoryTopic topic = new DirectoryTopic(settings)) {
            topic.prepare();
        }
    }

    private void release() {
        KafkaProducer<byte[], byte[]> held = producer;
        producer = null;
        if (held != null) {
            held.close(Duration.ZERO);
        }
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        int patience = (int) PATIENCE.toMillis();
        properties.put("bootstrap.servers", settings.bootstrapServers());
        properties.put("transactional.id", settings.transactionalId());
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        properties.put("linger.ms", 0);
        properties.put("request.timeout.ms", patience / 2);
        properties.put("delivery.timeout.ms", patience - 1_000);
        properties.put("max.block.ms", patience);
        properties.put("transaction.timeout.ms", patience);
        properties.put("key.serializer", ByteArraySerializer.class);
        properties.put("value.serializer", ByteArraySerializer.class);
        return properties;
    }
}
