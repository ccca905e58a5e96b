package io.incidentledger.eventstore.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.RecordedCommand;
import io.incidentledger.eventstore.record.EventMetadata;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The index on disk. Reading is thread-safe, writing is for one thread at a time; closing waits for
 * readers, and reading a closed index fails with {@link ClosedException}.
 *
 * <p>Writes are not flushed to disk one by one: after a crash of the machine the index is a little
 * older, in itself consistent, and is caught up from the log.
 */
public final class EventIndex implements AutoCloseable {

    /** The index was closed, or is being replaced by a new one. */
    public static final class ClosedException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        ClosedException() {
            super("The index is closed");
        }
    }

    private static final int MEBIBYTE = 1 << 20;
    private static final int YOUNG_EVENTS = 8192;
    private static final int YOUNG_EVENT_BYTES = 2048;

    static {
        RocksDB.loadLibrary();
    }

    private final LRUCache cache = new LRUCache(16L * MEBIBYTE);
    private final BloomFilter bloomFilter = new BloomFilter(10);
    private final Options options = options();
    private final WriteOptions writeOptions = new WriteOptions();
    private final RocksDB db;
    // Native memory: whoever reads while it is freed takes the whole JVM down.
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
    private volatile boolean closed;
    // What was just recorded is read again and again: it belongs to what people are working on.
    private final AtomicReferenceArray<@Nullable RecordedEvent> young =
            new AtomicReferenceArray<>(YOUNG_EVENTS);
    private final Places places = new Places();

    private EventIndex(Path directory) throws RocksDBException {
        try {
            this.db = RocksDB.open(options, directory.toString());
        } catch (RocksDBException failure) {
            free();
            throw failure;
        }
    }

    /**
     * Opens the index in a directory, making an empty one when there is none.
     *
     * @throws IndexDamagedException when there is something else or something broken
     * @throws NoSpaceException when the disk is full
     * @throws EventStoreFailure.Refused when another store has it open, or the directory cannot be
     *     used
     */
    public static EventIndex open(Path directory) {
        try {
            Files.createDirectories(directory);
            return new EventIndex(directory);
        } catch (RocksDBException | IOException failure) {
            // Not damage: deleting the files under their user would make it so.
            if (String.valueOf(failure.getMessage())
                    .contains(directory.resolve("LOCK").toString())) {
                throw new EventStoreFailure.Refused(
                        "The index in "
                                + directory
                                + " is used by another store, or may not be written: "
                                + failure.getMessage());
            }
            if (isNoSpace(failure)) {
                throw new NoSpaceException(failure);
            }
            if (!isDamage(failure)) {
                throw new EventStoreFailure.Refused(
                        "The index in "
                                + directory
                                + " cannot be opened, and is left as it is: "
                                + failure);
            }
            throw new IndexDamagedException(
                    "The index in " + directory + " cannot be opened: " + failure.getMessage(),
                    failure);
        }
    }

    /** How far it has come, empty for a new index. */
    public Optional<Checkpoint> checkpoint() {
        return Optional.ofNullable(get(Keys.CHECKPOINT)).map(Checkpoint::of);
    }

    /**
     * Takes events in, all or none, together with the checkpoint behind them.
     *
     * @param events in the order of their positions, following what is there already
     */
    public void apply(List<RecordedEvent> events, Checkpoint checkpoint) {
        Map<String, Long> counters = new HashMap<>();
        Map<String, RecordedCommand> commands = new HashMap<>();
        try (WriteBatch batch = new WriteBatch()) {
            for (RecordedEvent event : events) {
                batch.put(Keys.event(event.position()), StoredEvent.write(event));
                for (Tag tag : event.tags()) {
                    batch.put(Keys.tag(tag, event.position()), new byte[0]);
                }
                note(event, events.getFirst().position(), commands);
                note(event.number(), counters);
            }
            for (RecordedCommand command : commands.values()) {
                batch.put(Keys.command(command.scope(), command.key()), bytes(command));
            }
            for (Map.Entry<String, Long> counter : counters.entrySet()) {
                batch.put(Keys.counter(counter.getKey()), bytes(counter.getValue()));
            }
            batch.put(Keys.CHECKPOINT, checkpoint.toBytes());
            use(rocks -> rocks.write(writeOptions, batch));
        } catch (RocksDBException failure) {
            throw damaged(failure);
        }
        for (RecordedEvent event : events) {
            boolean small = event.payload().length <= YOUNG_EVENT_BYTES;
            young.set((int) (event.position() % YOUNG_EVENTS), small ? event : null);
        }
        places.add(events);
    }

    /** The event at a position. */
    public Optional<RecordedEvent> event(long position) {
        requireOpen();
        RecordedEvent kept = position < 0 ? null : young.get((int) (position % YOUNG_EVENTS));
        if (kept != null && kept.position() == position) {
            return Optional.of(kept.withOwnPayload());
        }
        return Optional.ofNullable(get(Keys.event(position)))
                .map(bytes -> StoredEvent.read(position, bytes));
    }

    /** The events from a position on, as many as there are up to the limit. */
    public List<RecordedEvent> events(long from, int limit) {
        return iterate(
                iterator -> {
                    List<RecordedEvent> events = new ArrayList<>();
                    iterator.seek(Keys.event(from));
                    while (events.size() < limit && iterator.isValid()) {
                        byte[] key = iterator.key();
                        if (!Keys.isEvent(key)) {
                            break;
                        }
                        events.add(StoredEvent.read(Keys.position(key), iterator.value()));
                        iterator.next();
                    }
                    return events;
                });
    }

    /** The positions of the events with a tag, from (inclusive) and to (exclusive), rising. */
    public long[] positions(Tag tag, long from, long to) {
        requireOpen();
        long[] known = places.of(tag);
        if (known != null) {
            return between(known, from, to);
        }
        if (from > 0) {
            return look(tag, from, to);
        }
        long before = places.additions();
        long[] all = look(tag, 0, Long.MAX_VALUE);
        places.keep(tag, all, before);
        return between(all, 0, to);
    }

    /** The position of the last event with a tag. */
    public OptionalLong lastPosition(Tag tag) {
        requireOpen();
        long[] known = places.of(tag);
        if (known != null) {
            return known.length == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(known[known.length - 1]);
        }
        return iterate(
                iterator -> {
                    byte[] end = Keys.tag(tag, Long.MAX_VALUE);
                    iterator.seekForPrev(end);
                    return iterator.isValid() && Keys.sameTag(end, iterator.key())
                            ? OptionalLong.of(Keys.position(iterator.key()))
                            : OptionalLong.empty();
                });
    }

    private long[] look(Tag tag, long from, long to) {
        return iterate(
                iterator -> {
                    long[] positions = new long[16];
                    int size = 0;
                    byte[] start = Keys.tag(tag, from);
                    for (iterator.seek(start); iterator.isValid(); iterator.next()) {
                        byte[] key = iterator.key();
                        if (!Keys.sameTag(start, key) || Keys.position(key) >= to) {
                            break;
                        }
                        if (size == positions.length) {
                            positions = Arrays.copyOf(positions, size * 2);
                        }
                        positions[size++] = Keys.position(key);
                    }
                    return Arrays.copyOf(positions, size);
                });
    }

    private static long[] between(long[] positions, long from, long to) {
        int first = firstFrom(positions, from);
        return Arrays.copyOfRange(positions, first, Math.max(first, firstFrom(positions, to)));
    }

    private static int firstFrom(long[] positions, long from) {
        int found = Arrays.binarySearch(positions, from);
        return found < 0 ? -found - 1 : found;
    }

    /** The command that was recorded under a key. */
    public Optional<RecordedCommand> command(String scope, String key) {
        return Optional.ofNullable(get(Keys.command(scope, key)))
                .map(bytes -> command(scope, key, bytes));
    }

    /** The last number that a counter gave, 0 before the first. */
    public long counter(String name) {
        byte[] bytes = get(Keys.counter(name));
        return bytes == null ? 0 : ByteBuffer.wrap(bytes).getLong();
    }

    /** Waits for those who read, then closes. Idempotent. */
    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                db.close();
                free();
            }
        } finally {
            open.writeLock().unlock();
        }
    }

    private void note(
            RecordedEvent event, long firstOfBatch, Map<String, RecordedCommand> commands) {
        String key = event.metadata().get(EventMetadata.COMMAND_ID);
        if (key == null) {
            return;
        }
        String scope = event.metadata().getOrDefault(EventMetadata.ACTOR, "");
        String hash = event.metadata().getOrDefault(EventMetadata.COMMAND_HASH, "");
        String name = scope + '\0' + key;
        RecordedCommand known = commands.get(name);
        if (known == null && event.position() == firstOfBatch) {
            // While catching up, a command may have begun in the batch before.
            known = command(scope, key).orElse(null);
        }
        commands.put(
                name,
                known == null
                        ? new RecordedCommand(scope, key, hash, event.position(), event.position())
                        : new RecordedCommand(
                                scope, key, known.hash(), known.firstPosition(), event.position()));
    }

    private static void note(@Nullable String number, Map<String, Long> counters) {
        int dash = number == null ? -1 : number.lastIndexOf('-');
        if (number != null && dash > 0) {
            try {
                counters.merge(
                        number.substring(0, dash),
                        Long.valueOf(number.substring(dash + 1)),
                        Math::max);
            } catch (NumberFormatException foreign) {
                throw new IllegalArgumentException(
                        "\"" + number + "\" is not a number of this event store", foreign);
            }
        }
    }

    private static byte[] bytes(RecordedCommand command) {
        byte[] hash = command.hash().getBytes(UTF_8);
        return ByteBuffer.allocate(16 + hash.length)
                .putLong(command.firstPosition())
                .putLong(command.lastPosition())
                .put(hash)
                .array();
    }

    private static RecordedCommand command(String scope, String key, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new RecordedCommand(
                scope,
                key,
                new String(bytes, 16, bytes.length - 16, UTF_8),
                buffer.getLong(),
                buffer.getLong());
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(8).putLong(number).array();
    }

    private byte @Nullable [] get(byte[] key) {
        open.readLock().lock();
        try {
            requireOpen();
            return db.get(key);
        } catch (RocksDBException failure) {
            throw damaged(failure);
        } finally {
            open.readLock().unlock();
        }
    }

    private <T> T iterate(Function<RocksIterator, T> walk) {
        open.readLock().lock();
        try {
            requireOpen();
            try (RocksIterator iterator = db.newIterator()) {
                T result = walk.apply(iterator);
                iterator.status();
                return result;
            }
        } catch (RocksDBException failure) {
            throw damaged(failure);
        } finally {
            open.readLock().unlock();
        }
    }

    @FunctionalInterface
    private interface Use {
        void of(RocksDB rocks) throws RocksDBException;
    }

    private void use(Use use) throws RocksDBException {
        open.readLock().lock();
        try {
            requireOpen();
            use.of(db);
        } finally {
            open.readLock().unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new ClosedException();
        }
    }

    private static RuntimeException damaged(RocksDBException failure) {
        if (isNoSpace(failure)) {
            return new NoSpaceException(failure);
        }
        return isDamage(failure)
                ? new IndexDamagedException(
                        "The index cannot be used: " + failure.getMessage(), failure)
                : new IndexUnusableException("The index cannot be used now: ", failure);
    }

    /**
     * Whether the index is of no use. Anything else may pass, and who deletes the index for it
     * deletes the only witness of what the log has lost.
     */
    private static boolean isDamage(Exception failure) {
        Status status = failure instanceof RocksDBException rocks ? rocks.getStatus() : null;
        if (status == null) {
            return false;
        }
        return switch (status.getCode()) {
            case Corruption, NotFound, InvalidArgument, NotSupported -> true;
            // One of its files is gone.
            case IOError -> String.valueOf(failure.getMessage()).contains("No such file");
            default -> false;
        };
    }

    private static boolean isNoSpace(Exception failure) {
        return failure instanceof RocksDBException rocks
                        && rocks.getStatus() != null
                        && rocks.getStatus().getSubCode() == Status.SubCode.NoSpace
                || String.valueOf(failure.getMessage()).contains("No space left on device");
    }

    private Options options() {
        return new Options()
                .setCreateIfMissing(true)
                .setParanoidChecks(true)
                .setWriteBufferSize(8L * MEBIBYTE)
                .setMaxWriteBufferNumber(3)
                .setMaxOpenFiles(128)
                .setMaxBackgroundJobs(2)
                .setKeepLogFileNum(2)
                .setMaxLogFileSize(MEBIBYTE)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(
                        new BlockBasedTableConfig()
                                .setBlockCache(cache)
                                .setFilterPolicy(bloomFilter));
    }

    private void free() {
        writeOptions.close();
        options.close();
        bloomFilter.close();
        cache.close();
    }
}
