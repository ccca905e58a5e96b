package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.index.Checkpoint;
import io.incidentledger.eventstore.index.EventIndex;
import io.incidentledger.eventstore.index.IndexDamagedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the index lives: opened once, and deleted and made anew when it is of no use. Changed by
 * the writer's thread only.
 */
final class IndexHome implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IndexHome.class);

    private final Path directory;
    private volatile @Nullable EventIndex index;

    IndexHome(Path directory) {
        this.directory = directory;
    }

    /** The index as it is, opened if need be; an empty one when it cannot be opened. */
    EventIndex open() {
        EventIndex open = index;
        if (open == null) {
            try {
                open = EventIndex.open(directory);
            } catch (IndexDamagedException damaged) {
                LOG.warn("{} It is built again from the log.", damaged.getMessage());
                delete();
                open = EventIndex.open(directory);
            }
            index = open;
        }
        return open;
    }

    /** How far it has come, empty for a new index or one that does not say. */
    Optional<Checkpoint> checkpoint() {
        try {
            return open().checkpoint();
        } catch (IndexDamagedException damaged) {
            startAnew(String.valueOf(damaged.getMessage()));
            return Optional.empty();
        }
    }

    /** Deletes it and begins an empty one. */
    EventIndex startAnew(String reason) {
        LOG.warn("The index in {} is built again from the log: {}", directory, reason);
        close();
        delete();
        return open();
    }

    /** The open index, for readers; null before the first opening and after closing. */
    @Nullable EventIndex current() {
        return index;
    }

    @Override
    public void close() {
        EventIndex open = index;
        index = null;
        if (open != null) {
            open.close();
        }
    }

    private void delete() {
        try {
            Files.walkFileTree(
                    directory,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path visited, @Nullable IOException failure) throws IOException {
                            if (!visited.equals(directory)) {
                                Files.delete(visited);
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "The index in " + directory + " cannot be deleted", failure);
        }
    }
}
