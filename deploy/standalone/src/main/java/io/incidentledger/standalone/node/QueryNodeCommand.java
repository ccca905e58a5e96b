package io.incidentledger.standalone.node;

import io.incidentledger.query.QueryApplication;
import io.incidentledger.standalone.StandsInTheWayException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "query-node",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Run a node of the query service in this terminal, beside your own Kafka and PostgreSQL.",
            "Any number of nodes share one database: one of them keeps the read models, all answer"
                    + " questions.",
            ""
        },
        footer = {
            "",
            "The database's user and password come from LEDGER_POSTGRES_USER and LEDGER_POSTGRES_PASSWORD.",
            "GET /actuator/health/readiness says 200 when it answers questions from all of the log.",
            "Every setting: docs/operations.md. Flags for the JVM: LEDGER_JAVA_OPTIONS.",
            "",
            "  deploy/ledger query-node --kafka=kafka-1:9092,kafka-2:9092 --host=0.0.0.0 \\",
            "      --postgres=jdbc:postgresql://postgres:5432/ledger"
        })
public final class QueryNodeCommand implements Callable<Integer> {
    private static final String LOG = "ledger.query.log";

    @Spec private CommandSpec spec;

    @Mixin private NodeOptions options;

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            description = "the database, as jdbc:postgresql://host:5432/ledger")
    private @Nullable String postgres;

    @Option(
            names = "--node-id",
            paramLabel = "NAME",
            description =
                    "a name that no other node has and that stays over restarts (default: the host's"
                            + " name and the port)")
    private @Nullable String nodeId;

    @SuppressWarnings("NullAway.Init") // picocli sets what is not set here.
    QueryNodeCommand() {}

    @Override
    public Integer call() {
        if (postgres != null && !postgres.startsWith("jdbc:postgresql:")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--postgres is a URL like jdbc:postgresql://host:5432/ledger.");
        }
        NodeProcess node =
                new NodeProcess(
                        "query node",
                        LOG,
                        spec.commandLine().getOut(),
                        Map.of(
                                "spring.datasource.url",
                                "Say where PostgreSQL is: --postgres=jdbc:postgresql://HOST:5432/DATABASE."));
        Map<String, Object> settings = options.settings(LOG);
        NodeOptions.put(settings, "spring.datasource.url", postgres);
        NodeOptions.put(settings, "ledger.query.node-id", nodeId);
        Map<String, Object> defaults = new HashMap<>();
        NodeOptions.put(
                defaults, "spring.datasource.username", System.getenv("LEDGER_POSTGRES_USER"));
        NodeOptions.put(
                defaults, "spring.datasource.password", System.getenv("LEDGER_POSTGRES_PASSWORD"));
        return node.run(
                QueryApplication.builder().properties(defaults),
                settings,
                options.config(),
                QueryNodeCommand::nodeId);
    }

    /** A name that two nodes on one machine do not share. */
    private static Map<String, Object> nodeId(Environment environment) {
        String port = environment.getProperty("server.port", "8080");
        try {
            return Map.of(
                    "ledger.query.node-id", InetAddress.getLocalHost().getHostName() + ":" + port);
        } catch (UnknownHostException unnamed) {
            throw new StandsInTheWayException(
                    "This machine does not know its own name; give this node one: --node-id.",
                    unnamed);
        }
    }
}
