package io.incidentledger.standalone.log;

import io.incidentledger.embedded.kafka.EmbeddedKafkaException;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.anchor.MalformedAnchorException;
import io.incidentledger.eventstore.anchor.UnusableAnchorKeyException;
import io.incidentledger.eventstore.archive.ArchiveException;
import io.incidentledger.standalone.StandsInTheWayException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command about a log: says what stands in its way in one sentence. */
abstract class LogCommand implements Callable<Integer> {

    /** How it ends when the log, or a file, is not what was recorded. */
    static final int DOES_NOT_FIT = 3;

    @Spec private CommandSpec spec;
    @Mixin private LogPlace place;

    @SuppressWarnings("NullAway.Init") // picocli sets what is not set here.
    LogCommand() {}

    @Override
    public final Integer call() {
        // Before the first logger: what the console should say, this command says.
        System.setProperty("logback.configurationFile", "logback-console.xml");
        try {
            return run(place);
        } catch (ArchiveException
                | EventStoreFailure
                | MalformedAnchorException
                | UnusableAnchorKeyException
                | EmbeddedKafkaException e) {
            throw new StandsInTheWayException(String.valueOf(e.getMessage()), e);
        } catch (KafkaException e) {
            throw new StandsInTheWayException(
                    "Kafka does not do its part: " + e.getMessage() + " Trying again is safe.", e);
        }
    }

    /** The exit code. */
    abstract int run(LogPlace place);

    final ParameterException misunderstood(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** For what is not the result: it can be kept out of a file. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
