package io.incidentledger.standalone.serve;

import io.incidentledger.standalone.ListeningPort;
import io.incidentledger.standalone.StandsInTheWayException;
import io.incidentledger.standalone.client.LedgerClient.RefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks what a start needs, then runs the ledger until it is told to stop. */
@Command(
        name = "serve",
        description =
                "Run the ledger: event log, database and both services in one process. Ctrl-C stops it.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class ServeCommand implements Callable<Integer> {
    private static final Pattern BROKER =
            Pattern.compile("(?:[^\\s:,\\[\\]]+|\\[[0-9a-fA-F:]+\\]):([1-9]\\d{0,4})");

    @Spec private CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", description = "where it listens")
    private int port = 8080;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "the address it listens on; 0.0.0.0 lets other machines in, so put TLS in front")
    private String host = "127.0.0.1";

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "where everything is kept",
            defaultValue = "${env:HOME:-${sys:user.home}}/.incident-ledger")
    private Path dataDirectory;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "use this Kafka (comma-separated brokers) and start none")
    private @Nullable String kafka;

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            description =
                    "use this PostgreSQL (jdbc:postgresql://host:port/database) and start none; user and"
                            + " password come from LEDGER_POSTGRES_USER and LEDGER_POSTGRES_PASSWORD")
    private @Nullable String postgres;

    @Option(
            names = "--rehearse",
            hidden = true,
            description = "try a new ledger with a first incident, and stop; any free port will do")
    private boolean rehearse;

    @SuppressWarnings("NullAway.Init") // picocli sets what is not set here.
    ServeCommand() {}

    @Override
    public Integer call() throws RefusedException {
        checkArguments();
        if (rehearse) {
            port = freePort();
        }
        DataDirectory directory = DataDirectory.take(dataDirectory);
        try {
            ListeningPort.requireFree(host, port);
            URI address = address();
            Progress progress = new Progress(spec.commandLine().getOut());
            return new LedgerProcess(directory, host, address, progress)
                    .run(kafka, postgres == null ? null : foreignDatabase(postgres), rehearse);
        } finally {
            directory.close();
        }
    }

    /** Where a person on this machine finds it. */
    private URI address() {
        String reachable =
                switch (host) {
                    case "0.0.0.0", "::" -> "127.0.0.1";
                    default -> host.contains(":") ? "[" + host + "]" : host;
                };
        return URI.create("http://" + reachable + ":" + port);
    }

    private void checkArguments() {
        if (port < 1 || port > 65_535) {
            throw new ParameterException(
                    spec.commandLine(), "--port is from 1 to 65535, not " + port + ".");
        }
        if (rehearse && (kafka != null || postgres != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--rehearse is for servers that are thrown away.");
        }
        if (kafka != null
                && !Arrays.stream(kafka.split(",", -1)).allMatch(ServeCommand::isBroker)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--kafka is host:port, or several with commas, not " + kafka + ".");
        }
        if (postgres != null && !postgres.startsWith("jdbc:postgresql:")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--postgres is a URL like jdbc:postgresql://host:5432/ledger.");
        }
    }

    private static boolean isBroker(String broker) {
        var matcher = BROKER.matcher(broker);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) <= 65_535;
    }

    private static Servers.Database foreignDatabase(String url) {
        return new Servers.Database(
                url,
                System.getenv("LEDGER_POSTGRES_USER"),
                System.getenv("LEDGER_POSTGRES_PASSWORD"));
    }

    private int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new StandsInTheWayException(
                    host + " has no free port: " + e.getMessage() + ".", e);
        }
    }
}
