package io.incidentledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.incidentledger.command.edge.Order;
import io.incidentledger.command.edge.OrderLines;
import io.incidentledger.command.refusal.Rule;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** docs/orders.md says what the code takes: every order, every field, every rule. */
class OrdersDocumentTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `(/[^`]*)` \\| ([^|]*) \\|", Pattern.MULTILINE);
    private static final Pattern RULE = Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE);
    private static final Pattern FIELD = Pattern.compile("`([a-zA-Z]+)`");

    /** What says by its parameter which body an order has. */
    private static final Set<String> BODIES =
            Set.of(
                    Order.class.getName(),
                    OrderLines.class.getName(),
                    "io.incidentledger.command.evidence.Upload");

    /** What a past incident cannot consist of, as docs/decisions/0113 says. */
    private static final Set<String> NOT_OF_THE_PAST = Set.of("merge", "redaction", "redactions");

    private final String document = document();

    @Test
    void every_order_is_there_with_its_fields() {
        Map<String, Set<String>> written = new TreeMap<>();
        for (Matcher row = ROW.matcher(document); row.find(); ) {
            written.put(
                    row.group(1),
                    FIELD.matcher(row.group(2))
                            .results()
                            .map(field -> field.group(1))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }

        assertThat(written).isEqualTo(orders());
    }

    @Test
    void an_import_takes_every_order_about_an_incident_and_its_follow_ups() throws Exception {
        Set<String> ordered =
                orders().keySet().stream()
                        .filter(path -> path.matches("/(incidents|follow-ups)/\\{.*}/.*"))
                        .map(path -> path.replaceAll("/\\{step}$", ""))
                        .map(path -> path.substring(path.lastIndexOf('/') + 1))
                        .filter(order -> !NOT_OF_THE_PAST.contains(order))
                        .collect(Collectors.toCollection(TreeSet::new));

        Set<String> imported = new TreeSet<>();
        for (String steps : List.of("OrderStep", "ThenStep")) {
            for (RecordComponent component :
                    Class.forName("io.incidentledger.command.imports." + steps)
                            .getRecordComponents()) {
                JsonProperty called = component.getAccessor().getAnnotation(JsonProperty.class);
                imported.add(called == null ? component.getName() : called.value());
            }
        }

        assertThat(imported).containsAll(ordered);
    }

    @Test
    void every_rule_is_there() {
        Set<String> written =
                RULE.matcher(document)
                        .results()
                        .map(row -> row.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(written)
                .isEqualTo(
                        Arrays.stream(Rule.values())
                                .map(Rule::slug)
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Map<String, Set<String>> orders() {
        Map<String, Set<String>> orders = new TreeMap<>();
        for (JavaClass type :
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.incidentledger.command")) {
            if (type.isAnnotatedWith(RestController.class)) {
                for (Method method : type.reflect().getDeclaredMethods()) {
                    PostMapping post = method.getAnnotation(PostMapping.class);
                    if (post != null) {
                        orders.put(path(type.reflect(), post), fields(method));
                    }
                }
            }
        }
        return orders;
    }

    private static String path(Class<?> controller, PostMapping post) {
        String root = controller.getAnnotation(RequestMapping.class).value()[0];
        return (root + (post.value().length == 0 ? "" : post.value()[0]))
                .substring("/api/v1".length());
    }

    /** Who did it and when can be said of every order about an incident; the text says so once. */
    private static Set<String> fields(Method method) {
        for (var type : method.getGenericParameterTypes()) {
            if (type instanceof ParameterizedType order
                    && BODIES.contains(order.getRawType().getTypeName())) {
                return Arrays.stream(
                                ((Class<?>) order.getActualTypeArguments()[0])
                                        .getRecordComponents())
                        .map(RecordComponent::getName)
                        .filter(name -> !name.equals("by") && !name.equals("occurredAt"))
                        .collect(Collectors.toCollection(TreeSet::new));
            }
        }
        throw new AssertionError("no order in " + method);
    }

    private static String document() {
        try {
            Path root = Path.of("").toAbsolutePath();
            while (!Files.exists(root.resolve("docs/orders.md"))) {
                root = root.getParent();
            }
            return Files.readString(root.resolve("docs/orders.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
