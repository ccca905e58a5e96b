package io.incidentledger.standalone.log;

import io.incidentledger.eventstore.anchor.AnchorKey;
import io.incidentledger.eventstore.read.LogConsumer;
import io.incidentledger.eventstore.record.RecordFormat;
import io.incidentledger.standalone.StandsInTheWayException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints one signed line that later shows whether the log still has the history it has now. */
@Command(
        name = "anchor",
        description = {
            "Print one signed line with the last position of the log and its chain. Mail it, commit it or"
                    + " print it: keep it where nobody who can change the log can reach it.",
            "ledger verify --anchor shows later whether the log still holds all that it held now."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:printed",
            "1:something stood in the way",
            "2:the arguments were not understood"
        },
        mixinStandardHelpOptions = true)
public final class AnchorCommand extends LogCommand {

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "the key pair that signs, made there at the first use (default: anchor.key in the data"
                            + " directory)")
    private @Nullable Path keyFile;

    @Option(
            names = "--public-key",
            description = "print the public key instead, for those who verify")
    private boolean publicKeyOnly;

    @SuppressWarnings("NullAway.Init") // picocli sets what is not set here.
    AnchorCommand() {}

    /** Where a data directory keeps its key. */
    static Path keyIn(Path dataDirectory) {
        return dataDirectory.resolve("anchor.key");
    }

    @Override
    int run(LogPlace place) {
        @Nullable Path directory = place.directory();
        if (keyFile == null && directory == null) {
            throw misunderstood("Say which key signs: --key-file.");
        }
        if (publicKeyOnly) {
            if (keyFile == null && directory != null && !Files.isDirectory(directory)) {
                throw new StandsInTheWayException(
                        "There is no ledger in " + directory + "; say where it is: --data-dir.");
            }
            out().println(key(directory).publicKey());
            return 0;
        }
        try (OpenLog log = place.open();
                LogConsumer reader = log.reader()) {
            ConsumerRecord<byte[], byte[]> last =
                    reader.last()
                            .orElseThrow(
                                    () ->
                                            new StandsInTheWayException(
                                                    "The log "
                                                            + log.where()
                                                            + " is empty: there is nothing to anchor."));
            out().println(
                            key(directory)
                                    .sign(
                                            place.topic(),
                                            RecordFormat.position(last),
                                            RecordFormat.chain(last),
                                            Instant.now())
                                    .line());
            return 0;
        }
    }

    private AnchorKey key(@Nullable Path directory) {
        Path file = keyFile;
        if (file == null && directory != null) {
            file = keyIn(directory);
        }
        if (file == null) {
            throw new IllegalStateException("neither a key file nor a directory");
        }
        return AnchorKey.madeOnce(file);
    }
}
