package io.incidentledger.standalone.node;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.write.Topic;
import io.incidentledger.people.DirectorySettings;
import io.incidentledger.people.DirectoryTopic;
import io.incidentledger.people.DirectoryUnavailableException;
import io.incidentledger.standalone.KafkaAddress;
import io.incidentledger.standalone.KafkaOptions;
import io.incidentledger.standalone.StandsInTheWayException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "create-topic",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Make the ledger's topic in your own Kafka, as no event is ever lost from, and that of its"
                    + " directory of people, or checks what is there. With --print only prints how to do"
                    + " it with Kafka's own tools, and who should be allowed what.",
            ""
        })
public final class CreateTopicCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private KafkaOptions kafka;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "on how many brokers it is (default: ${DEFAULT-VALUE})",
            defaultValue = "3")
    private int replicationFactor;

    @Option(
            names = "--min-insync-replicas",
            paramLabel = "N",
            description =
                    "how many of them must have an event before it counts (default: ${DEFAULT-VALUE})",
            defaultValue = "2")
    private int minInsyncReplicas;

    @Option(names = "--print", description = "print the commands, and do nothing")
    private boolean print;

    @Option(
            names = "--command-user",
            paramLabel = "NAME",
            description = "whom the command nodes log in as (default: ${DEFAULT-VALUE})",
            defaultValue = "ledger-command")
    private String commandUser;

    @Option(
            names = "--query-user",
            paramLabel = "NAME",
            description = "whom the query nodes log in as (default: ${DEFAULT-VALUE})",
            defaultValue = "ledger-query")
    private String queryUser;

    @SuppressWarnings("NullAway.Init") // picocli sets what is not set here.
    CreateTopicCommand() {}

    @Override
    public Integer call() {
        @Nullable String brokers = kafka.brokers();
        if (brokers == null) {
            throw new ParameterException(
                    spec.commandLine(), "Say where Kafka is: --kafka=HOST:PORT.");
        }
        // Before the first logger, which reads them.
        System.setProperty("logback.configurationFile", "node-logback.xml");
        System.setProperty("ledger.console", "System.err");
        EventStoreSettings settings = settings(brokers);
        PrintWriter out = spec.commandLine().getOut();
        if (print) {
            out.println(instead(settings));
        } else {
            out.println(made(settings));
        }
        out.flush();
        return 0;
    }

    private EventStoreSettings settings(String brokers) {
        try {
            return EventStoreSettings.builder(
                            brokers,
                            Objects.requireNonNullElse(kafka.topic(), KafkaOptions.TOPIC),
                            Path.of("not-used"))
                    .replicationFactor(replicationFactor)
                    .minInsyncReplicas(minInsyncReplicas)
                    .clientProperties(kafka.clientProperties())
                    .build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), String.valueOf(e.getMessage()) + ".", e);
        }
    }

    private static String made(EventStoreSettings settings) {
        KafkaAddress.check(settings.bootstrapServers());
        DirectorySettings directory = directory(settings);
        try (Topic topic = new Topic(settings);
                DirectoryTopic people = new DirectoryTopic(directory)) {
            boolean there = topic.exists();
            if (!there) {
                topic.create();
            }
            topic.check();
            return made(settings.topic(), there)
                    + " as a ledger needs it.\n"
                    + made(directory.topic(), people.prepare())
                    + " as its directory of people needs it.";
        } catch (EventStoreFailure.Refused | DirectoryUnavailableException refused) {
            throw new StandsInTheWayException(String.valueOf(refused.getMessage()), refused);
        } catch (KafkaException failure) {
            throw new StandsInTheWayException(
                    "Kafka at " + settings.bootstrapServers() + ": " + failure.getMessage(),
                    failure);
        }
    }

    private static String made(String topic, boolean there) {
        return "The topic " + topic + (there ? " was there already, and is" : " is made,");
    }

    private static DirectorySettings directory(EventStoreSettings settings) {
        return new DirectorySettings(
                settings.bootstrapServers(),
                settings.topic(),
                settings.replicationFactor(),
                settings.minInsyncReplicas(),
                settings.clientProperties());
    }

    /** With Kafka's own tools, for those who may not or do not want to do it with this one. */
    private String instead(EventStoreSettings settings) {
        DirectorySettings directory = directory(settings);
        String login = kafka.properties() == null ? "" : " --command-config " + kafka.properties();
        String acls =
                new AccessRules(settings, directory, commandUser, queryUser)
                        .arguments().stream()
                                .map(
                                        rule ->
                                                "kafka-acls.sh --bootstrap-server "
                                                        + settings.bootstrapServers()
                                                        + login
                                                        + " --force \\\n  "
                                                        + rule)
                                .collect(Collectors.joining("\n"));
        return """
               # The topics: the ledger's, and that of its directory of people
               %s
               %s

               # Who writes, who reads, and that nobody deletes: neither a topic nor, which takes the same
               # right, records from its front. Super users are asked nothing.
               %s"""
                .formatted(
                        creation(settings, login, settings.topic(), settings.topicConfig()),
                        creation(settings, login, directory.topic(), directory.topicConfig()),
                        acls);
    }

    private static String creation(
            EventStoreSettings settings, String login, String topic, Map<String, String> config) {
        return "kafka-topics.sh --bootstrap-server "
                + settings.bootstrapServers()
                + login
                + " --create --topic "
                + topic
                + " \\\n  --partitions 1 --replication-factor "
                + settings.replicationFactor()
                + config.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> " \\\n  --config " + entry)
                        .collect(Collectors.joining());
    }
}
