package io.incidentledger.standalone.node;

import io.incidentledger.command.CommandService;
import io.incidentledger.standalone.StandsInTheWayException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "command-node",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Run a node of the command service in this terminal, beside your own Kafka.",
            "Of any number of nodes one writes; the others follow the log, ready to take over, and pass"
                    + " orders on to it. A client may talk to any of them.",
            ""
        },
        footer = {
            "",
            "Ctrl-C or SIGTERM ends it in order: it hands the ledger over and loses no order.",
            "GET /actuator/health/readiness says 200 when it takes orders, and what it is doing.",
            "Every setting: docs/operations.md. Flags for the JVM: LEDGER_JAVA_OPTIONS.",
            "",
            "  deploy/ledger command-node --kafka=kafka-1:9092,kafka-2:9092 --host=0.0.0.0 \\",
            "      --address=http://ledger-1:8080 --data-dir=/var/lib/incident-ledger"
        })
public final class CommandNodeCommand implements Callable<Integer> {
    private static final String LOG = "ledger.command.log";

    @Spec private CommandSpec spec;

    @Mixin private NodeOptions options;

    @Option(
            names = "--address",
            paramLabel = "URL",
            description = "where the other nodes reach this one (default: http://HOST:PORT)")
    private @Nullable URI address;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "for this node's index of the log, which can be lost at any time, and the first"
                            + " access token (default: ${DEFAULT-VALUE})",
            defaultValue = "${env:HOME:-${sys:user.home}}/.incident-ledger-node")
    private Path dataDirectory;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "a topic on fewer brokers is refused (default: 3)")
    private @Nullable Integer replicationFactor;

    @Option(
            names = "--min-insync-replicas",
            paramLabel = "N",
            description = "a topic that writes to fewer is refused (default: 2)")
    private @Nullable Integer minInsyncReplicas;

    @SuppressWarnings("NullAway.Init") // picocli sets what is not set here.
    CommandNodeCommand() {}

    @Override
    public Integer call() {
        NodeProcess node =
                new NodeProcess("command node", LOG, spec.commandLine().getOut(), Map.of());
        Map<String, Object> settings = options.settings(LOG);
        NodeOptions.put(settings, "ledger.command.address", address);
        NodeOptions.put(settings, LOG + ".replication-factor", replicationFactor);
        NodeOptions.put(settings, LOG + ".min-insync-replicas", minInsyncReplicas);
        SpringApplicationBuilder application =
                CommandService.builder()
                        .properties(
                                Map.of(
                                        LOG + ".index-directory",
                                        dataDirectory.resolve("index").toString(),
                                        "ledger.command.first-token-file",
                                        dataDirectory.resolve("admin.token").toString(),
                                        // Of the query service, which is in the same program.
                                        "spring.autoconfigure.exclude",
                                        "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"));
        return node.run(application, settings, options.config(), CommandNodeCommand::address);
    }

    /** Where it listens, by the machine's name where that is everywhere. */
    private static Map<String, Object> address(Environment environment) {
        boolean tls =
                Stream.of("bundle", "certificate", "key-store")
                        .anyMatch(how -> environment.containsProperty("server.ssl." + how));
        try {
            InetAddress listening =
                    InetAddress.getByName(environment.getRequiredProperty("server.address"));
            String host =
                    listening.isAnyLocalAddress()
                            ? InetAddress.getLocalHost().getCanonicalHostName()
                            : listening.getHostAddress();
            return Map.of(
                    "ledger.command.address",
                    (tls ? "https://" : "http://")
                            + (host.contains(":") ? "[" + host + "]" : host)
                            + ":"
                            + environment.getProperty("server.port", "8080"));
        } catch (UnknownHostException unnamed) {
            throw new StandsInTheWayException(
                    "This machine does not know its own name; say where the other nodes reach this"
                            + " one: --address.",
                    unnamed);
        }
    }
}
