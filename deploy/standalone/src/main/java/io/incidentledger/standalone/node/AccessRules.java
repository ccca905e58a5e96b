package io.incidentledger.standalone.node;

import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.people.DirectorySettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Who may do what with the ledger and its directory of people in Kafka: command nodes write, query
 * nodes read, nobody deletes.
 */
record AccessRules(
        EventStoreSettings ledger,
        DirectorySettings directory,
        String commandUser,
        String queryUser) {

    private record Rule(
            AclPermissionType permission,
            String user,
            ResourceType resource,
            String name,
            PatternType pattern,
            AclOperation... operations) {
        Stream<AclBinding> bindings() {
            return Arrays.stream(operations)
                    .map(
                            operation ->
                                    new AclBinding(
                                            new ResourcePattern(resource, name, pattern),
                                            new AccessControlEntry(
                                                    "User:" + user, "*", operation, permission)));
        }

        /** The arguments with which Kafka's own tool adds it. */
        String arguments() {
            return "--add --"
                    + permission.name().toLowerCase(Locale.ROOT)
                    + "-principal 'User:"
                    + user
                    + "' --"
                    + resource.name().toLowerCase(Locale.ROOT).replace('_', '-')
                    + " "
                    + name
                    + (pattern == PREFIXED ? " --resource-pattern-type prefixed" : "")
                    + Arrays.stream(operations)
                            .map(operation -> " --operation " + camel(operation))
                            .collect(Collectors.joining());
        }

        private static String camel(AclOperation operation) {
            return Arrays.stream(operation.name().split("_"))
                    .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining());
        }
    }

    /** As Kafka keeps them. */
    List<AclBinding> bindings() {
        return rules().stream().flatMap(Rule::bindings).toList();
    }

    /** As arguments of {@code kafka-acls.sh}, one call each. */
    List<String> arguments() {
        return rules().stream().map(Rule::arguments).toList();
    }

    private List<Rule> rules() {
        String writer = ledger.transactionalId();
        List<Rule> rules = new ArrayList<>();
        rules.add(allow(commandUser, GROUP, writer, PREFIXED, READ, DESCRIBE));
        // A commit is as safe as what Kafka remembers of it: the nodes look.
        rules.add(
                allow(
                        commandUser,
                        TOPIC,
                        "__transaction_state",
                        LITERAL,
                        DESCRIBE,
                        DESCRIBE_CONFIGS));
        rules.addAll(rules(ledger.topic(), writer));
        rules.addAll(rules(directory.topic(), directory.transactionalId()));
        return rules;
    }

    private List<Rule> rules(String topic, String writer) {
        return List.of(
                allow(commandUser, TOPIC, topic, LITERAL, READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS),
                allow(commandUser, TRANSACTIONAL_ID, writer, LITERAL, WRITE, DESCRIBE),
                allow(queryUser, TOPIC, topic, LITERAL, READ, DESCRIBE),
                // Deleting records from the front of a topic takes Delete, too.
                new Rule(
                        AclPermissionType.DENY,
                        "*",
                        TOPIC,
                        topic,
                        LITERAL,
                        DELETE,
                        ALTER,
                        ALTER_CONFIGS));
    }

    private static Rule allow(
            String user,
            ResourceType resource,
            String name,
            PatternType pattern,
            AclOperation... operations) {
        return new Rule(AclPermissionType.ALLOW, user, resource, name, pattern, operations);
    }
}
