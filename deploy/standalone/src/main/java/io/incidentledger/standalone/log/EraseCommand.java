package io.incidentledger.standalone.log;

import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.EventType;
import io.incidentledger.events.Handle;
import io.incidentledger.events.PayloadsErased;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.archive.ArchiveAudit;
import io.incidentledger.eventstore.archive.ArchiveEvents;
import io.incidentledger.eventstore.archive.ArchiveRestore;
import io.incidentledger.eventstore.archive.ArchiveSummary;
import io.incidentledger.eventstore.read.LogAudit;
import io.incidentledger.eventstore.read.LogConsumer;
import io.incidentledger.eventstore.record.EventMetadata;
import io.incidentledger.eventstore.record.RecordFormat;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.standalone.StandsInTheWayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a ledger anew without some payloads, and into the new one that this was done. */
@Command(
        name = "erase",
        description = {
            "Write a ledger anew from its backup, into an empty data directory or a new topic, without the"
                    + " payloads that a law demands to be erased. Their records stay, with the hashes of"
                    + " what they held, so that the new ledger verifies like the old one; that, why and by"
                    + " whom it was done is its last event.",
            "The old ledger is not touched. Stop it before the backup is made: what it records afterwards"
                    + " is not in the new one. Deleting it, and every backup of it, is up to you.",
            "If it is interrupted, run it again with the same arguments: it resumes where it stopped."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the new ledger holds everything else",
            "1:something stood in the way",
            "2:the arguments were not understood"
        },
        mixinStandardHelpOptions = true)
public final class EraseCommand extends LogCommand {

    private static final int MOST_NAMED = 20;

    @Parameters(paramLabel = "FILE", description = "a file of ledger export, a backup")
    private Path file;

    @Option(
            names = "--positions",
            paramLabel = "POSITIONS",
            required = true,
            converter = Positions.Converter.class,
            description =
                    "the events whose payload is erased, as 17,40-44; none about access, and no record"
                            + " of an erasure")
    private Positions positions;

    @Option(
            names = "--because",
            paramLabel = "REASON",
            required = true,
            description = "why, for the record; do not repeat what is erased")
    private String reason;

    @Option(
            names = "--by",
            paramLabel = "HANDLE",
            required = true,
            description = "who does it, for the record: @ana")
    private String by;

    @Mixin private Target target;

    @SuppressWarnings("NullAway.Init") // picocli sets what is not set here.
    EraseCommand() {}

    @Override
    int run(LogPlace place) {
        Handle actor = handle();
        if (reason.isBlank()) {
            throw misunderstood("--because must say why.");
        }
        List<RecordedEvent> erased = ArchiveEvents.at(file, positions::has);
        check(erased);
        out().printf(Locale.ROOT, "Erasing the payload of each of these %,d:%n", erased.size());
        erased.stream()
                .limit(MOST_NAMED)
                .forEach(
                        event ->
                                out().printf(
                                                "  %d %s of %s, recorded %s%n",
                                                event.position(),
                                                event.type(),
                                                about(event),
                                                event.recordedAt()));
        out().flush();
        try (OpenLog log = place.forWriting()) {
            ArchiveSummary summary;
            try {
                summary =
                        ArchiveRestore.into(
                                target.settings(log), file, positions::has, new Pace(err()));
            } catch (EventStoreFailure.Refused refused) {
                if (!isDone(log)) {
                    throw refused;
                }
                out().printf("%s was made so before; nothing was done now.%n", log.where());
                return 0;
            }
            note(log, actor, summary);
            out().printf(
                            Locale.ROOT,
                            "%s holds %,d events from %s, %,d of them without their payload, and that"
                                    + " they were erased. The chain of the last one is %s%n",
                            log.where(),
                            summary.events(),
                            file,
                            summary.withheld(),
                            summary.chain());
            return 0;
        }
    }

    private Handle handle() {
        try {
            return new Handle(by);
        } catch (IllegalArgumentException e) {
            throw misunderstood("--by is a handle as @ana, not " + by + ".");
        }
    }

    private void check(List<RecordedEvent> erased) {
        if (erased.size() < positions.all().size()) {
            Set<Long> missing = new HashSet<>(positions.all());
            erased.forEach(event -> missing.remove(event.position()));
            throw new StandsInTheWayException(
                    "There is no position " + missing.iterator().next() + " in " + file + ".");
        }
        for (RecordedEvent event : erased) {
            // By their tags, so that those of a later version are among them.
            if (event.tag("access") != null) {
                throw kept(event, "the ledger would not know who may do what");
            } else if (event.tag("ledger") != null) {
                throw kept(event, "nobody could tell what was erased from what was damaged");
            }
        }
    }

    private static StandsInTheWayException kept(RecordedEvent event, String without) {
        return new StandsInTheWayException(
                "The payload of position "
                        + event.position()
                        + " is not erased: it is "
                        + event.type()
                        + ", and without it "
                        + without
                        + ".");
    }

    /** The incident where there is one, else the runbook, the service, … */
    private static String about(RecordedEvent event) {
        String incident = event.tag("incident");
        return incident != null
                ? "incident " + incident
                : event.tags().stream()
                        .map(tag -> tag.key() + " " + tag.value())
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    /** Whether this very erasure came to its end before; the ledger may have gone on since. */
    private boolean isDone(OpenLog log) {
        ArchiveAudit archive = ArchiveAudit.of(file, LogAudit.Walk.TO_THE_END, new Pace(err()));
        try (LogConsumer reader = log.reader()) {
            long end = reader.end();
            reader.seekToPosition(archive.next() - 1);
            List<RecordedEvent> there = new ArrayList<>();
            while (there.size() < 2 && reader.offset() < end) {
                reader.read(end).forEach(record -> there.add(RecordFormat.read(record)));
            }
            return there.size() > 1
                    && there.get(0).chain().equals(archive.chain())
                    && saysSo(there.get(1));
        }
    }

    private boolean saysSo(RecordedEvent event) {
        return !event.erased()
                && new EventCodec().decode(event.type(), event.version(), event.payload())
                        instanceof PayloadsErased erasure
                && erasure.positions().equals(List.copyOf(positions.all()));
    }

    private void note(OpenLog log, Handle actor, ArchiveSummary summary) {
        Path index = null;
        try {
            index = Files.createTempDirectory("erase");
            try (KafkaEventStore store = KafkaEventStore.open(target.settings(log, index))) {
                if (store.head().nextPosition() == summary.events()) {
                    append(store, actor);
                }
            }
        } catch (IOException e) {
            throw new StandsInTheWayException(
                    "There is no room for a temporary index: " + e.getMessage() + ".", e);
        } finally {
            if (index != null) {
                delete(index);
            }
        }
    }

    private void append(KafkaEventStore store, Handle actor) {
        PayloadsErased event = new PayloadsErased(new ArrayList<>(positions.all()), reason);
        Set<Tag> tags = new HashSet<>();
        event.tags().forEach((key, value) -> tags.add(new Tag(key, value)));
        var message =
                new GenericEventMessage(
                        Ids.next().toString(),
                        new MessageType(
                                EventType.of(event).storedName(), EventType.of(event).version()),
                        new EventCodec().encode(event),
                        Map.of(EventMetadata.ACTOR, actor.value(), "authority", "erasure"),
                        Instant.now().truncatedTo(ChronoUnit.MICROS));
        commit(
                store.storageEngine()
                        .appendEvents(
                                AppendCondition.none(),
                                null,
                                List.of(new GenericTaggedEventMessage<>(message, tags)))
                        .join());
    }

    private static <R> void commit(EventStorageEngine.AppendTransaction<R> transaction) {
        transaction.commit(null).join();
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException leftBehind) {
            // It is in the directory for temporary files.
        }
    }
}
