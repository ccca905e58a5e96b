package io.incidentledger.standalone.log;

import io.incidentledger.eventstore.EventStoreSettings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What a ledger must be like to be written. */
final class Target {

    @Option(
            names = "--single-broker",
            description =
                    "with --kafka: one replica will do, as for a trial; otherwise three are demanded, two of"
                            + " them in sync")
    private boolean singleBroker;

    @SuppressWarnings("NullAway.Init") // picocli sets what is not set here.
    Target() {}

    /** No index is opened by what writes records as they are. */
    EventStoreSettings settings(OpenLog log) {
        return log.store(Path.of("unused"), singleBroker);
    }

    EventStoreSettings settings(OpenLog log, Path index) {
        return log.store(index, singleBroker);
    }
}
